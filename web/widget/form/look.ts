/** How a form looks, within its own shadow: the page's styles do not reach it, and its own not the page. */
export const look = (color: string, square: boolean, dense: boolean) => `
:host{all:initial;display:block;color-scheme:inherit}
*{box-sizing:border-box;font-family:system-ui,sans-serif;font-size:16px;line-height:1.5}
.form{--color:${color};--corner:${square ? '0' : '8px'};color:#1d2a28;background:#fff;max-width:34rem}
h2{font-size:1.35em;margin:0 0 .25em;overflow-wrap:anywhere}p{margin:.4em 0;overflow-wrap:anywhere;white-space:pre-line}
.field,fieldset{margin:${dense ? '.6em' : '1em'} 0;border:0;padding:0;min-width:0}label,legend{font-weight:600;display:block;padding:0}.help{color:#54625f}
input:not([type=checkbox]),select,textarea{width:100%;min-height:44px;padding:.5em .75em;border:1px solid #7d8b88;border-radius:var(--corner);background:#fff;color:inherit}textarea{min-height:7em}
.tick{display:flex;gap:.6em;align-items:flex-start;font-weight:400;min-height:36px}.tick input{width:20px;height:20px;flex:none;margin:3px 0 0;accent-color:var(--color)}
.row{display:flex;gap:.75em;align-items:center;flex-wrap:wrap}
button{font-weight:600;min-height:44px;padding:.5em 1.5em;border:1px solid var(--color);border-radius:var(--corner);background:var(--color);color:#fff;cursor:pointer}button.second{background:#fff;color:#1d2a28;border-color:#7d8b88}button:disabled{opacity:.6;cursor:default}
:focus-visible{outline:3px solid var(--color);outline-offset:2px}.problem{color:#a3261f;font-weight:600}.problem::first-letter{text-transform:uppercase}.said{border-left:4px solid var(--color);padding-left:.75em}.trap{position:absolute;left:-100rem;height:1px;overflow:hidden}[hidden]{display:none!important}
dialog h2{padding-right:32px}dialog{border:0;border-radius:var(--corner);padding:1.5em;width:min(34rem,calc(100vw - 2rem));max-height:calc(100dvh - 2rem);overflow:auto;background:#fff}dialog::backdrop{background:#0008}.close{position:absolute;top:.5em;right:.5em;padding:0;width:44px;background:none;border:0;color:#1d2a28;font-size:1.5em}`
