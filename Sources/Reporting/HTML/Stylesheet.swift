/// The look of the page: light and dark, print, from 320 pixels up.
///
/// Colors are those of Okabe and Ito; marks differ by shape as well.
let stylesheet = """
  :root{color-scheme:light dark;--paper:#fff;--ink:#1b1f24;--soft:#565f6b;--line:#d5dae0;--tint:#f3f5f8;
  --ask:#0072b2;--sold:#b34700;--bid:#00664a;--event:#7a3e65;--gap:#8a929c;--ok:#00664a}
  @media(prefers-color-scheme:dark){:root{--paper:#14171b;--ink:#e6e9ed;--soft:#a3acb7;--line:#363d46;--tint:#1d2228;
  --ask:#56b4e9;--sold:#e69f00;--bid:#3fcf9f;--event:#d9a0c6;--gap:#7d8692;--ok:#3fcf9f}}
  *{box-sizing:border-box}
  html{scroll-behavior:smooth}
  body{margin:0 auto;max-width:80rem;padding:1rem;background:var(--paper);color:var(--ink);
  font:1rem/1.5 system-ui,sans-serif;overflow-wrap:break-word}
  h1{font-size:1.7rem;line-height:1.2;margin:.5rem 0}
  h2{font-size:1.25rem;margin:2.6rem 0 .5rem;border-top:2px solid var(--ink);padding-top:.6rem}
  h3{font-size:1rem;margin:1rem 0 .25rem}p,ul,ol,dl{max-width:46rem;margin:.5rem 0}
  .lead,.soft,figcaption,.tip{color:var(--soft)}a{color:var(--ask)}
  .skip{position:absolute;left:-99rem}.skip:focus{position:static}
  .hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
  nav ul{display:flex;flex-wrap:wrap;gap:.4rem 1.1rem;padding:0;max-width:none;list-style:none}
  nav a{display:inline-block;padding:.1rem 0}
  :focus-visible{outline:3px solid var(--ask);outline-offset:2px}
  .note{border-left:.25rem solid var(--sold);background:var(--tint);padding:.5rem .75rem;max-width:46rem}
  .cards{display:grid;gap:1.25rem;grid-template-columns:minmax(0,1fr);align-items:start}
  @media(min-width:40rem){.cards{grid-template-columns:repeat(2,minmax(0,1fr))}}
  @media(min-width:76rem){.cards{grid-template-columns:repeat(4,minmax(0,1fr))}}
  .card{background:var(--tint);border-radius:.4rem;padding:.25rem 1rem .75rem;min-width:0}
  .card ul{padding-left:1.1rem}.card tbody th{min-width:4rem}.card th,.card td{padding-right:.5rem}
  .scroll{overflow-x:auto;max-width:100%;margin:.5rem 0}
  table{border-collapse:collapse;font-size:.875rem;font-variant-numeric:tabular-nums}
  caption{text-align:left;color:var(--soft);padding:.25rem 0}
  th,td{text-align:left;vertical-align:top;padding:.3rem .8rem .3rem 0;border-bottom:1px solid var(--line)}
  thead th{color:var(--soft);font-weight:600;vertical-align:bottom}tbody th{font-weight:500;min-width:7.5rem}
  thead button{all:unset;cursor:pointer}thead button:focus-visible{outline:3px solid var(--ask)}
  th[aria-sort=ascending] button::after{content:" \\2191"}th[aria-sort=descending] button::after{content:" \\2193"}
  .n{text-align:right;white-space:nowrap}.nw{white-space:nowrap}tr.thin th,tr.thin td{color:var(--soft)}
  .wide{display:inline-block;min-width:11rem;max-width:20rem;overflow-wrap:anywhere}
  .tag{border:1px solid currentColor;border-radius:.25rem;padding:0 .3rem;font-size:.75rem;white-space:nowrap}
  .tag.ok,.tag.rise,.tag.fall,.tag.holds{color:var(--ok)}.tag.differs,.tag.alarm{color:var(--sold)}
  .charts{display:grid;gap:1.5rem;grid-template-columns:repeat(auto-fill,minmax(min(100%,21rem),1fr))}
  .charts h3{margin-top:0}
  figure{margin:0;min-width:0;border-top:1px solid var(--line);padding-top:.5rem}figure.single{max-width:32rem}
  figcaption,.key,.tip{font-size:.8125rem}figcaption ol{margin:.25rem 0;padding-left:1.4rem}
  .tip{margin:.1rem 0;min-height:1.5em}
  .key svg{display:inline-block;width:1.6em;height:.8em;vertical-align:baseline}
  .data{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;align-items:baseline;font-size:.8125rem;margin:.25rem 0}
  .data details{min-width:0}.data details[open]{flex-basis:100%}
  pre{margin:.25rem 0;padding:.5rem;background:var(--tint);overflow-x:auto;max-width:100%;font-size:.75rem}
  svg{display:block;width:100%;height:auto;overflow:visible}svg.defs{position:absolute;width:0;height:0}
  svg.calendar{width:auto;max-width:none}
  svg text{fill:var(--soft);font:11px system-ui,sans-serif;paint-order:stroke;stroke:var(--paper);stroke-width:3px}svg text.stamp{font-size:8px}
  svg text.name{fill:var(--ink)}svg .grid{stroke:var(--line);stroke-width:1}
  svg .axis{stroke:var(--soft);stroke-width:1}.hatch{stroke:var(--gap);stroke-width:1.2}
  svg .ask{fill:var(--ask);stroke:var(--ask)}svg .sold{fill:var(--sold);stroke:var(--sold)}
  svg .bid{fill:var(--bid);stroke:var(--bid)}svg .none{fill:var(--soft);stroke:var(--soft)}
  svg .band{opacity:.22;stroke:none}svg .bar{fill:none;stroke-linecap:butt}
  svg .level{fill:none;stroke-width:2;stroke-linejoin:round}svg .range{stroke-width:2}
  svg .dot{fill:none;stroke-width:6;stroke-linecap:round}svg .dot.sold{stroke-linecap:square;stroke-width:5}
  svg .dot.bid{stroke-linecap:butt;stroke-width:2}svg .dot.fine{stroke-width:3.5}
  svg .hole{fill:none;stroke:var(--paper);stroke-width:3;stroke-linecap:round}svg .hole.fine{stroke-width:1.5}
  svg .event{stroke:var(--event);stroke-width:1.5}
  svg .event.outcome{stroke-dasharray:1 3}svg .event.policy,svg .event.industry{stroke-dasharray:5 3}
  svg text.mark{fill:var(--event);font-weight:600}svg .spike{stroke:var(--sold);stroke-width:4}
  svg .full{stroke:var(--ask);stroke-width:11;stroke-linecap:butt;fill:none}
  svg .partial{fill:none;stroke:var(--ask);stroke-width:1.5}svg .missing{fill:none;stroke:var(--gap);stroke-width:1.2}
  details{font-size:.875rem;margin:.25rem 0}summary{cursor:pointer;color:var(--soft)}
  dl{display:grid;grid-template-columns:max-content minmax(0,1fr);gap:.15rem 1rem;font-size:.9rem}
  dt{color:var(--soft)}dd{margin:0}code{font-size:.85em;overflow-wrap:anywhere}pre code{font-size:1em}
  #rates label{margin-right:.5rem}select{font:inherit;color:inherit;background:var(--paper);border:1px solid var(--soft);border-radius:.25rem}
  @media(max-width:30rem){svg text{font-size:12.5px}svg text.stamp{font-size:10px}.wide{max-width:13rem}dl{grid-template-columns:1fr}dd{margin-bottom:.35rem}body{padding:.75rem}}
  @media(prefers-reduced-motion:reduce){html{scroll-behavior:auto}}
  @media print{body{max-width:none;font-size:10pt}nav,.data,.tip,.skip,#rates{display:none}figure,tr{break-inside:avoid}
  .scroll{overflow:visible}.charts{grid-template-columns:repeat(2,1fr)}h2{break-after:avoid}}
  """
