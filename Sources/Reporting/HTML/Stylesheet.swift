/// The look of the page: light and dark, print, from 320 pixels up.
///
/// Colors are those of Okabe and Ito.
let stylesheet = """
  :root{color-scheme:light dark;--paper:#fff;--ink:#1b1f24;--soft:#5b6470;--line:#d5dae0;--tint:#f4f6f8;
  --ask:#0072b2;--sold:#b34700;--event:#7a3e65;--gap:#8a929c;--ok:#00664a}
  @media(prefers-color-scheme:dark){:root{--paper:#14171b;--ink:#e6e9ed;--soft:#9fa8b3;--line:#363d46;--tint:#1d2228;
  --ask:#56b4e9;--sold:#e69f00;--event:#d9a0c6;--gap:#7d8692;--ok:#3fcf9f}}
  *{box-sizing:border-box}
  body{margin:0 auto;max-width:76rem;padding:1rem;background:var(--paper);color:var(--ink);
  font:1rem/1.5 system-ui,sans-serif;overflow-wrap:break-word}
  h1{font-size:1.6rem;line-height:1.2;margin:.5rem 0}h2{font-size:1.2rem;margin:2.2rem 0 .5rem}
  h3{font-size:1rem;margin:0 0 .25rem}p,ul,dl{max-width:46rem;margin:.5rem 0}
  .lead,.soft,figcaption{color:var(--soft)}a{color:var(--ask)}
  nav ul{display:flex;flex-wrap:wrap;gap:.25rem 1rem;padding:0;list-style:none}
  .note{border-left:.25rem solid var(--sold);background:var(--tint);padding:.5rem .75rem;max-width:46rem}
  .scroll{overflow-x:auto;max-width:100%;margin:.5rem 0}
  table{border-collapse:collapse;font-size:.875rem;font-variant-numeric:tabular-nums}
  caption{text-align:left;color:var(--soft);padding:.25rem 0}
  th,td{text-align:left;vertical-align:top;padding:.25rem .75rem .25rem 0;border-bottom:1px solid var(--line)}
  thead th{color:var(--soft);font-weight:600}tbody th{font-weight:500;min-width:7.5rem}
  .n{text-align:right;white-space:nowrap}.nw{white-space:nowrap}tr.thin th,tr.thin td{color:var(--soft)}
  .tag{border:1px solid currentColor;border-radius:.25rem;padding:0 .3rem;font-size:.75rem;white-space:nowrap}
  .tag.ok,.tag.rise,.tag.fall{color:var(--ok)}
  .charts{display:grid;gap:1.25rem;grid-template-columns:repeat(auto-fill,minmax(min(100%,20rem),1fr))}
  figure{margin:0;min-width:0;border-top:1px solid var(--line);padding-top:.5rem}
  figcaption,.key{font-size:.8rem}figcaption ol{margin:.25rem 0;padding-left:1.25rem}
  svg{display:block;width:100%;height:auto}svg.defs{position:absolute;width:0;height:0}
  svg.calendar{width:auto;max-width:none}
  svg text{fill:var(--soft);font:11px system-ui,sans-serif}svg .grid{stroke:var(--line);stroke-width:1}
  svg .axis{stroke:var(--soft);stroke-width:1}.hatch{stroke:var(--gap);stroke-width:1.2}
  svg .band{opacity:.22}svg .ask{fill:var(--ask);stroke:var(--ask)}svg .sold{fill:var(--sold);stroke:var(--sold)}
  svg .band.ask,svg .band.sold,svg .bar{stroke:none}svg .level{fill:none;stroke-width:2}
  svg .hollow{fill:var(--paper);stroke-width:1.5}svg .event{stroke:var(--event);stroke-width:1.5}
  svg .event.outcome{stroke-dasharray:1 3}svg .event.policy,svg .event.industry{stroke-dasharray:5 3}
  svg text.mark{fill:var(--event);font-weight:600}svg .full{fill:var(--ask)}
  svg .partial{fill:none;stroke:var(--ask);stroke-width:1.5}
  details{font-size:.875rem;margin:.25rem 0}summary{cursor:pointer;color:var(--soft)}
  dl{display:grid;grid-template-columns:max-content minmax(0,1fr);gap:.15rem 1rem;font-size:.9rem}
  dt{color:var(--soft)}dd{margin:0}code{font-size:.85em;overflow-wrap:anywhere}
  @media(max-width:30rem){dl{grid-template-columns:1fr}dd{margin-bottom:.35rem}}
  @media print{body{max-width:none;font-size:10pt}nav{display:none}figure,tr{break-inside:avoid}
  .scroll{overflow:visible}.charts{grid-template-columns:repeat(2,1fr)}}
  """
