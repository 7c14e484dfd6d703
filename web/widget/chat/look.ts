/** How the widget looks, in a shadow of its own: the page's styles do not reach it, nor its own the page. */
export const look = (color: string, ink: string, side: string) => `
:host{all:initial;--color:${color};--ink:${ink};--text:#1d2a28;--soft:#54625f;--paper:#fff;--line:#d5dcda;--mine:#eef3f2;color-scheme:light}
@media (prefers-color-scheme:dark){:host{--text:#eef3f2;--soft:#b3c0bd;--paper:#16201e;--line:#3a4845;--mine:#24312e;color-scheme:dark}}
*{box-sizing:border-box;font-family:system-ui,sans-serif;font-size:15px;line-height:1.45;margin:0}
[hidden]{display:none!important}
button{cursor:pointer;border:0;background:none;color:inherit;min-height:44px;min-width:44px;border-radius:8px;padding:0 10px}
:focus-visible{outline:3px solid var(--color);outline-offset:2px}
.launch{position:fixed;z-index:2147483000;${side}:16px;bottom:16px;width:60px;height:60px;border-radius:50%;background:var(--color);color:var(--ink);box-shadow:0 4px 16px #0004;display:grid;place-items:center;padding:0}
.launch:focus-visible{outline-color:var(--ink);box-shadow:0 0 0 6px var(--color)}
.launch svg{width:28px;height:28px;fill:currentColor}
.count{position:absolute;top:-4px;right:-4px;background:#b3261e;color:#fff;border-radius:12px;min-width:24px;padding:0 6px;font-size:13px;font-weight:700;line-height:24px}
.panel{position:fixed;z-index:2147483001;${side}:16px;bottom:88px;width:370px;height:min(600px,calc(100dvh - 104px));background:var(--paper);color:var(--text);border:1px solid var(--line);border-radius:14px;box-shadow:0 8px 32px #0003;display:flex;flex-direction:column;overflow:hidden;animation:rise .18s ease-out}
@keyframes rise{from{opacity:0;transform:translateY(12px)}}
.head{display:flex;align-items:center;gap:8px;padding:8px 6px 8px 16px;background:var(--color);color:var(--ink)}
.head h2{flex:1;font-size:16px;font-weight:650;overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
.head button{font-size:22px}.head :focus-visible{outline-color:var(--ink);outline-offset:-4px}
.door{display:flex;align-items:center;min-height:44px;padding:0 16px;border-bottom:1px solid var(--line);color:inherit;font-size:14px}.door:focus-visible{outline-offset:-4px}
.said{flex:1;overflow-y:auto;padding:14px;display:flex;flex-direction:column;gap:10px;overscroll-behavior:contain}
.log,.unsent{display:flex;flex-direction:column;gap:10px}
.entry{max-width:85%;align-self:flex-start;display:flex;gap:8px}.entry.mine{align-self:flex-end}
.face{flex:none;width:28px;height:28px;border-radius:50%;background:var(--color);color:var(--ink);font-size:11px;font-weight:700;display:grid;place-items:center}
.words{border:1px solid var(--line);border-radius:12px;padding:8px 12px;overflow-wrap:anywhere;min-width:0}.mine .words{background:var(--mine);border-color:transparent}
.words p{white-space:pre-wrap}.words a{color:inherit}.words .file{display:block;padding:4px 0}.file svg{width:1em;height:1em;fill:currentColor;vertical-align:-.15em;margin-right:.35em}
.meta{font-size:12px;color:var(--soft)}.bad{color:#b3261e}p.bad::first-letter{text-transform:uppercase}@media (prefers-color-scheme:dark){.bad{color:#ff9d94}}
.note{font-size:13px;color:var(--soft);padding:0 14px 6px}.off{background:var(--mine);color:var(--text);padding:8px 14px}
.card{border:1px solid var(--line);border-radius:12px;padding:12px;display:grid;gap:8px}
.card label{display:grid;gap:2px;font-size:13px}
input:not([type=file]),textarea{width:100%;border:1px solid #7d8b88;border-radius:8px;background:var(--paper);color:var(--text);padding:9px 12px;min-height:44px;resize:none}
.do{background:var(--color);color:var(--ink);font-weight:650;padding:0 16px}
.bar{display:flex;gap:4px;align-items:flex-end;padding:10px;border-top:1px solid var(--line)}.bar textarea{max-height:132px}
.bar svg{width:22px;height:22px;fill:currentColor;display:block;margin:auto}.bar button{padding:0}
.choices{display:flex;flex-wrap:wrap;gap:6px}.choices>*{border:1px solid var(--color);border-radius:22px;padding:9px 14px;min-height:44px;color:inherit;text-decoration:none}
.scores{display:grid;grid-template-columns:repeat(auto-fill,minmax(44px,1fr));gap:6px}.scores button{border:1px solid #7d8b88;padding:0;font-weight:650}.scores [aria-pressed=true]{background:var(--color);color:var(--ink);border-color:var(--color)}.ends{display:flex;justify-content:space-between;gap:12px}
.chips{display:flex;flex-wrap:wrap;gap:6px;padding:8px 10px 0}.chips button{border:1px solid var(--line);font-size:13px;min-height:36px}
.articles{padding:8px 14px;border-top:1px solid var(--line)}.articles ul{padding:0;list-style:none}.articles a{color:inherit;display:block;padding:6px 0}
.link{font-size:13px;text-decoration:underline;color:var(--soft);min-height:36px;align-self:flex-start;padding:0 2px}
@media (max-width:480px){.panel{inset:0;width:auto;height:100dvh;border:0;border-radius:0}}
@media (prefers-reduced-motion:reduce){.panel{animation:none}}`
