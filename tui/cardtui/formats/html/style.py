"""How the HTML document looks: readable without a style, quiet with it."""

STYLE = """
:root { color-scheme: light dark; --text: #1b1f27; --quiet: #4a5262; --ground: #ffffff;
  --panel: #f3f5f9; --line: #c9d0dc; --link: #0b4a94; }
@media (prefers-color-scheme: dark) {
  :root { --text: #e4e8f1; --quiet: #b3bccd; --ground: #14161c; --panel: #1d212b;
    --line: #3a4152; --link: #a3c6ff; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 76rem; padding: 1.5rem; color: var(--text);
  background: var(--ground); font: 1rem/1.6 system-ui, sans-serif; overflow-wrap: break-word; }
a { color: var(--link); }
a:focus-visible, .wide:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
.skip { position: absolute; left: -100rem; }
.skip:focus { position: static; }
h1, h2, h3, h4, h5, h6 { line-height: 1.25; margin: 2rem 0 0.5rem; }
h1 { margin-top: 0; font-size: 2rem; }
nav h2 { font-size: 1rem; margin-top: 0; }
nav ul { list-style: none; margin: 0; padding-left: 1rem; }
nav > ul { padding-left: 0; }
em { color: var(--quiet); }
code, pre { font-family: ui-monospace, monospace; font-size: 0.9em; background: var(--panel); }
pre { padding: 1rem; overflow-x: auto; border: 1px solid var(--line); }
.wide { overflow-x: auto; margin: 1rem 0; }
table { border-collapse: collapse; }
th, td { border: 1px solid var(--line); padding: 0.35rem 0.75rem; text-align: left;
  vertical-align: top; }
th { background: var(--panel); }
.number { text-align: right; font-variant-numeric: tabular-nums; }
blockquote { margin: 1rem 0; padding-left: 1rem; border-left: 3px solid var(--line); }
@media (min-width: 60rem) {
  body { display: grid; grid-template-columns: 17rem minmax(0, 1fr); column-gap: 3rem; }
  header, .skip { grid-column: 1 / -1; }
  nav { position: sticky; top: 1.5rem; align-self: start; max-height: 95vh; overflow-y: auto; }
}
@media print { nav, .skip { display: none; } body { display: block; max-width: none; } }
"""
