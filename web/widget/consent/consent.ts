/**
 * The banner that asks whether a visitor may be recognised: two buttons of the same weight, nothing ticked, no wall. It asks
 * in the words of the purpose "profiling", whose version and hash go along as evidence.
 */
import { make } from '../form/fields'

interface Page {
  (name: 'consent', said: 'given' | 'withdrawn', evidence: Record<string, unknown>): void
  lang?: string
}
interface Wording {
  language: string
  text: string
  version: string
  hash: string
  yes: string
  no: string
  name: string
}

const page = (window as unknown as { bd?: Page }).bd
const host = new URL((document.currentScript as HTMLScriptElement).src).origin

const look = `:host{all:initial}*{box-sizing:border-box;font:16px/1.5 system-ui,sans-serif}
section{position:fixed;inset:auto 0 0 0;z-index:2147483000;background:#fff;color:#1d2a28;border-top:1px solid #7d8b88;padding:1rem;display:flex;gap:.75rem 1.5rem;flex-wrap:wrap;align-items:center;justify-content:center}
p{margin:0;max-width:44rem}div{display:flex;gap:.75rem}button{font-weight:600;min-height:44px;padding:.5rem 1.25rem;border:1px solid #1d2a28;border-radius:8px;background:#fff;color:#1d2a28;cursor:pointer}:focus-visible{outline:3px solid #0b6e63;outline-offset:2px}`

async function show(): Promise<void> {
  const language = (page?.lang ?? document.documentElement.lang).slice(0, 2)
  const answer = await fetch(`${host}/w/wording?lang=${language}`, { credentials: 'omit' })
  if (!answer.ok) return
  const w = (await answer.json()) as Wording
  const at = make('div')
  const shadow = at.attachShadow({ mode: 'open' })
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(look)
  shadow.adoptedStyleSheets = [sheet]
  const button = (text: string, said: 'given' | 'withdrawn') => {
    const b = make('button', { type: 'button' }, text)
    b.addEventListener('click', () => {
      page?.('consent', said, { form: 'banner', wording: w.version, hash: w.hash, language: w.language })
      at.remove()
    })
    return b
  }
  shadow.append(make('section', { 'aria-label': w.name, lang: w.language }, make('p', {}, w.text), make('div', {}, button(w.no, 'withdrawn'), button(w.yes, 'given'))))
  document.body.append(at)
}

void show().catch(() => undefined)
