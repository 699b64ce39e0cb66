const tokens = `
:root { color-scheme: light dark; --h: 258; --c: 0.018;
  --sans: system-ui, -apple-system, "Segoe UI", "PingFang SC", "Noto Sans CJK SC", "Noto Sans SC", "Microsoft YaHei", sans-serif;
  --mono: ui-monospace, "SF Mono", "Cascadia Mono", Menlo, "Noto Sans Mono CJK SC", monospace;
  --small: 0.875rem; --gutter: clamp(1rem, 0.6rem + 2.8vw, 4rem);
  --paper: light-dark(oklch(0.984 0.0025 258), oklch(0.172 0.005 258)); --raised: light-dark(oklch(0.998 0.001 258), oklch(0.208 0.006 258));
  --sunk: light-dark(oklch(0.955 0.005 258), oklch(0.145 0.005 258)); --ink: light-dark(oklch(0.215 0.01 258), oklch(0.955 0.005 258));
  --ink-2: light-dark(oklch(0.405 0.012 258), oklch(0.8 0.007 258)); --ink-3: light-dark(oklch(0.48 0.012 258), oklch(0.715 0.007 258));
  --line: light-dark(oklch(0.875 0.007 258), oklch(0.315 0.007 258)); --edge: light-dark(oklch(0.6 0.01 258), oklch(0.56 0.01 258));
  --accent: light-dark(oklch(0.405 0.017 258), oklch(0.86 0.011 258)); --accent-press: light-dark(oklch(0.345 0.015 258), oklch(0.92 0.009 258));
  --on-accent: light-dark(oklch(0.99 0.004 258), oklch(0.19 0.014 258)); --focus: light-dark(oklch(0.48 0.19 258), oklch(0.8 0.12 240));
  --ok: light-dark(oklch(0.455 0.1 155), oklch(0.8 0.12 155)); --wait: light-dark(oklch(0.475 0.095 72), oklch(0.83 0.115 82));
  --bad: light-dark(oklch(0.475 0.165 25), oklch(0.77 0.13 25)); --bad-wash: light-dark(oklch(0.955 0.022 25), oklch(0.262 0.055 25)); }`;

const base = `
*, *::before, *::after { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; font: 400 1.0625rem/1.5 var(--sans); color: var(--ink); background: var(--paper); overflow-wrap: anywhere; }
h1, h2, p, dl, dd { margin: 0; } h1, h2 { font-weight: 500; line-height: 1.06; letter-spacing: -0.022em; text-wrap: balance; }
button, input, select { font: inherit; color: inherit; } a { color: inherit; text-underline-offset: 0.2em; }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 3px; border-radius: 4px; }
.mono { font-family: var(--mono); font-size: 0.8125em; } .num { font-variant-numeric: tabular-nums; } .mut { color: var(--ink-3); }
.skiplink { position: absolute; left: 1rem; top: -10rem; background: var(--ink); color: var(--paper); padding: 12px 1rem; } .skiplink:focus { top: 8px; }
.tape { background: repeating-linear-gradient(-45deg, var(--ink) 0 14px, light-dark(oklch(0.34 0.01 258), oklch(0.85 0.01 258)) 14px 28px); color: var(--paper); padding: 6px var(--gutter); }
.tape p { background: var(--ink); display: inline-block; padding: 6px 12px; font-weight: 600; font-size: var(--small); }`;

const payPage = `
.cash { display: grid; gap: 2rem; max-width: 68rem; margin-inline: auto; padding: 2rem var(--gutter) 4rem; }
.cash h1 { font-size: clamp(2rem, 1.45rem + 2.4vw, 3.25rem); margin-block: 4px 1.5rem; font-variant-numeric: tabular-nums; }
.cash h2 { font-size: clamp(1.375rem, 1.22rem + 0.7vw, 1.75rem); margin-bottom: 0.5rem; }
.cash form { display: grid; gap: 1rem; min-width: 0; align-content: start; }
.slip { background: var(--raised); border: 1px solid var(--line); border-top: 6px solid var(--accent); }
.slip > * { padding: 1rem 1.5rem; } .slip > * + * { border-top: 1px solid var(--line); }
.slip .k { display: block; font-size: var(--small); color: var(--ink-3); } .slip .facts { display: grid; gap: 0.75rem; font-size: var(--small); }
.money { display: grid; grid-template-columns: 1fr auto; gap: 4px 1rem; font-size: var(--small); } .money dd { text-align: right; }
.money .sum { font-weight: 600; font-size: 1.0625rem; padding-top: 6px; }
.slip .support { font-size: var(--small); color: var(--ink-2); background: var(--sunk); }
.set { display: grid; gap: 1rem; grid-template-columns: repeat(2, minmax(0, 1fr)); } .set .full { grid-column: 1 / -1; }
.field { display: grid; gap: 4px; align-content: start; } .field label { font-weight: 600; font-size: var(--small); }
.field input, .field select { min-height: 48px; border: 1px solid var(--edge); background: var(--raised); padding: 0 12px; border-radius: 4px; width: 100%; }
.field input[readonly] { background: var(--sunk); } .tick { display: grid; grid-template-columns: 24px 1fr; gap: 12px; align-items: start; min-height: 44px; padding-top: 8px; }
.tick input { width: 22px; height: 22px; margin: 2px 0 0; accent-color: var(--accent); }
.code { display: grid; grid-template-columns: 1fr auto; gap: 8px; align-items: end; }
.tests { display: grid; border: 1px solid var(--edge); background: var(--raised); }
.tests button { display: grid; grid-template-columns: 28px 1fr; gap: 0 1rem; text-align: left; padding: 1rem; background: none; border: 0; border-top: 1px solid var(--line); cursor: pointer; min-height: 72px; align-items: center; }
.tests button:first-of-type { border-top: 0; } .tests button:hover { background: var(--sunk); } .tests button:focus-visible { outline-offset: -3px; }
.tests svg { width: 24px; height: 24px; grid-row: span 2; } .tests b { font-weight: 600; line-height: 1.25; } .tests span { font-size: var(--small); color: var(--ink-2); line-height: 1.35; }
.tests .pay { background: var(--accent); color: var(--on-accent); } .tests .pay span { color: inherit; } .tests .pay:hover { background: var(--accent-press); }
.alert { background: var(--bad-wash); border: 1px solid var(--bad); color: var(--bad); padding: 12px 1rem; font-weight: 600; }
@media (min-width: 60rem) { .cash { grid-template-columns: minmax(0, 5fr) minmax(0, 6fr); column-gap: 5rem; padding-top: 4rem; } .cash .sum-col { border-right: 1px solid var(--line); padding-right: 3rem; } }`;

const desk = `
.desk { max-width: 84rem; margin-inline: auto; padding: 1.5rem var(--gutter) 4rem; display: grid; gap: 2rem; }
.desk h1 { font-size: clamp(1.75rem, 1.4rem + 1.4vw, 2.5rem); } .desk h2 { font-size: 1.25rem; margin-bottom: 0.75rem; } .desk p { max-width: 44rem; color: var(--ink-2); margin-top: 8px; }
.desk section { min-width: 0; } .rail { display: flex; flex-wrap: wrap; gap: 0 1.25rem; padding: 0 var(--gutter); border-bottom: 1px solid var(--line); background: var(--sunk); font-size: 0.9375rem; }
.rail a { display: inline-flex; align-items: center; min-height: 44px; text-decoration: none; color: var(--ink-2); } .rail a[aria-current] { color: var(--ink); font-weight: 600; box-shadow: inset 0 -3px 0 var(--ink); }
.scroll { overflow-x: auto; } table { border-collapse: collapse; width: 100%; font-size: var(--small); } th { text-align: left; font-weight: 500; color: var(--ink-3); }
th, td { padding: 10px 12px 10px 0; border-bottom: 1px solid var(--line); vertical-align: top; overflow-wrap: normal; } td .mono { overflow-wrap: anywhere; }
.acts { display: flex; flex-wrap: wrap; gap: 6px; } .acts form { display: flex; flex-wrap: wrap; gap: 6px; align-items: center; } .amount { font-size: var(--small); color: var(--ink-3); }
.short { width: 6.5rem; min-height: 36px; padding: 4px 8px; border: 1px solid var(--edge); border-radius: 4px; background: var(--raised); font-size: var(--small); }
.acts a { display: inline-flex; align-items: center; min-height: 36px; font-size: var(--small); }
.btn { min-height: 36px; padding: 4px 12px; border: 1px solid var(--edge); border-radius: 4px; background: var(--raised); cursor: pointer; font-size: var(--small); font-weight: 500; }
.btn:hover { border-color: var(--ink); } .btn.go { background: var(--ink); color: var(--paper); border-color: var(--ink); min-height: 44px; padding: 4px 20px; }
.field .btn, .code .btn { min-height: 48px; } .faults { display: grid; gap: 1rem; grid-template-columns: repeat(auto-fill, minmax(min(100%, 13rem), 1fr)); } .faults fieldset { display: contents; }
.faults legend { grid-column: 1 / -1; font-weight: 600; padding: 0; } .st.ok { color: var(--ok); } .st.wait { color: var(--wait); } .st.bad { color: var(--bad); } .st { font-weight: 600; white-space: nowrap; }
.faults > .field:last-child { align-self: end; } .nw { white-space: nowrap; }
@media (max-width: 48rem) { thead { display: none; } table, tbody, tr, td { display: block; } tr { padding: 12px 0; border-bottom: 1px solid var(--line); }
  td { border: 0; padding: 4px 0; display: grid; grid-template-columns: 6.5rem minmax(0, 1fr); gap: 8px; } td::before { content: attr(data-k); color: var(--ink-3); } }
.mail { width: 100%; max-width: 44rem; height: 52rem; border: 1px solid var(--line); background: var(--paper); } .mail-text { max-width: 44rem; white-space: pre-wrap; }
details summary { cursor: pointer; min-height: 32px; } pre { margin: 8px 0 0; padding: 12px; background: var(--sunk); overflow-x: auto; font: 0.75rem/1.5 var(--mono); }`;

/** The whole style sheet; pages carry it inline so they need nothing else. */
export const style = tokens + base + payPage + desk;
