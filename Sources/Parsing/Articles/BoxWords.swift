import XMLKit

/// Tells by class, id and role what a box is likely to hold.
struct BoxWords: Sendable {
  /// What a label says of its box.
  enum Verdict { case text, neutral, around, comments }

  /// Words of boxes that stand around a text, as sites name them.
  private static let around = [
    "nav", "navbar", "navigation", "menu", "submenu", "sidebar", "sidebars", "rail", "aside", "related", "recommend",
    "recommended", "recommendation", "recommendations", "recirc", "recirculation", "popular", "trending", "mostread",
    "latest", "teaser", "teasers", "promo", "promos", "promotion", "ad", "ads", "adv", "advert", "adverts",
    "advertisement", "advertising", "sponsor", "sponsored", "banner", "banners", "outbrain", "taboola", "revcontent",
    "share", "sharing", "sharebar", "shares", "social", "socials", "sns", "follow", "followus", "addtoany", "addthis",
    "cookie", "cookies", "consent", "gdpr", "onetrust", "didomi", "cmp", "modal", "popup", "overlay", "toast",
    "newsletter", "newsletters", "subscribe", "subscription", "signup", "login", "signin", "paywall", "breadcrumb",
    "breadcrumbs", "crumbs", "pagination", "pager", "paging", "pagenav", "footer", "foot", "copyright", "copyrights",
    "masthead", "topbar", "toolbar", "tools", "byline", "author", "authors", "bio", "biography", "authorbox", "tag",
    "tags", "taglist", "keywords", "categories", "category", "meta", "metadata", "postmeta", "dateline", "timestamp",
    "caption", "captions", "credit", "credits", "photocredit", "disclaimer", "widget", "widgets", "skip", "hidden",
    "visuallyhidden", "noprint", "print", "rating", "ratings", "vote", "votes", "poll", "quiz", "survey", "donate",
    "donation", "support", "crosslink", "readmore", "seealso", "morestories", "moreon", "more", "nextprev", "prevnext",
    "siblings", "toc", "tableofcontents", "player", "videoplayer", "gallery", "slideshow", "carousel", "slider",
    "search", "searchform", "sitemap", "contentinfo", "complementary", "alertdialog", "menubar", "dialog",
    "tooltip", "dropdown", "offscreen", "attribution", "postfooter", "infobox", "whatsapp", "telegram", "zalo",
    "fb", "twitter", "qrcode", "editor", "reporter", "source", "copy", "correction", "linkbox", "aff", "affiliate",
    "deal", "deals", "pricebox", "shop", "jobs", "weather", "ticker", "stock", "stocks", "mobile-menu", "xiangguan",
    "tuijian", "pinglun", "daohang", "lienquan", "tinlienquan", "boxcategory",
  ]
  /// Words of boxes that hold what readers wrote.
  private static let comments = [
    "comment", "comments", "commentlist", "commentlists", "commentbody", "commentarea", "commentform", "disqus",
    "discussion", "replies", "reply", "respond", "livefyre", "spotim", "coral", "binhluan", "kommentare",
    "comentarios", "usercomment", "ugc",
  ]
  /// Words of boxes that hold the text.
  private static let text = [
    "article", "articlebody", "articlecontent", "articletext", "articledetail", "article_content", "story",
    "storybody", "storytext", "storycontent", "post", "postbody", "postcontent", "posttext", "entry", "entrycontent",
    "content", "contentbody", "maincontent", "main", "body", "bodytext", "bodycopy", "text", "richtext", "prose",
    "fulltext", "detail", "details", "newscontent", "newsbody", "newstext", "newsdetail", "blog", "blogpost",
    "chitiet", "noidung", "fck", "artibody", "wysiwyg", "markdown", "paragraph", "paragraphs", "single", "page",
  ]
  /// Words before another that turn it into a remark on the page: "has-sidebar", "no-comments".
  private static let turns = [
    "has", "have", "no", "non", "not", "with", "without", "is", "show", "hide", "open", "closed", "enable", "enabled",
    "disable", "disabled", "js", "layout",
  ]

  private enum Sense: UInt8 { case around, comments, text, turn }
  private let senses: [[UInt8]: Sense]

  init() {
    var senses: [[UInt8]: Sense] = [:]
    for word in Self.text { senses[Array(word.utf8)] = .text }
    for word in Self.around { senses[Array(word.utf8)] = .around }
    for word in Self.comments { senses[Array(word.utf8)] = .comments }
    for word in Self.turns { senses[Array(word.utf8)] = .turn }
    self.senses = senses
  }

  static let shared = BoxWords()

  /// What a label says.
  func verdict(on label: ArraySlice<UInt8>) -> Verdict {
    var found = Verdict.neutral
    var word: [UInt8] = []
    var isTurned = false
    var isText = false
    func sense() -> Sense? {
      guard word.count > 1, word.count < 20 else { return nil }
      return senses[word]
    }
    func end() {
      switch sense() {
      case .comments where !isTurned: found = .comments
      case .around where !isTurned && found != .comments: found = .around
      case .text: isText = true
      default: break
      }
      isTurned = !word.isEmpty && sense() == .turn
      word.removeAll(keepingCapacity: true)
    }
    var previousIsSmall = false
    for byte in label {
      let isCapital = byte >= 0x41 && byte <= 0x5A
      let isSmall = byte >= 0x61 && byte <= 0x7A
      if !isCapital && !isSmall {
        end()
        if byte == 0x20 { isTurned = false }
        previousIsSmall = false
        continue
      }
      if isCapital && previousIsSmall { end() }
      word.append(isCapital ? byte | 0x20 : byte)
      previousIsSmall = isSmall
    }
    end()
    return found == .neutral && isText ? .text : found
  }
}
