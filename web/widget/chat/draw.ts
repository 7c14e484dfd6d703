import { make } from '../form/fields'
import type { Entry, Look } from './house'
import type { Unsent } from './outbox'
import type { en } from './words'

type Words = typeof en

const paths = {
  talk: 'M4 4h16a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2h-9l-5 4v-4H4a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2z',
  clip: 'M16.5 6v11.5a4 4 0 0 1-8 0V5a2.5 2.5 0 0 1 5 0v10.5a1 1 0 0 1-2 0V6H10v9.5a2.5 2.5 0 0 0 5 0V5a4 4 0 0 0-8 0v12.5a5.5 5.5 0 0 0 11 0V6z',
  send: 'M3 20.5 21.5 12 3 3.5v6.6l12 1.9-12 1.9z',
}

/** Draws a sign; what it means, the button around it says. */
export function sign(name: keyof typeof paths): SVGElement {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg')
  svg.setAttribute('viewBox', '0 0 24 24')
  svg.setAttribute('aria-hidden', 'true')
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path')
  path.setAttribute('d', paths[name])
  svg.append(path)
  return svg
}

/** A text in which addresses of pages can be followed. */
function linked(text: string): (Node | string)[] {
  return text.split(/(https?:\/\/[^\s<>"]+[^\s<>".,;:!?)])/).map((part, i) => (i % 2 ? make('a', { href: part, target: '_blank', rel: 'noopener noreferrer' }, part) : part))
}

const initials = (name: string) =>
  name
    .split(/\s+/)
    .map((w) => w[0] ?? '')
    .slice(-2)
    .join('')
    .toUpperCase()

/** Something that was said. */
export function entryOf(e: Entry, o: { words: Words; look: Look; host: string; language: string }): HTMLElement {
  const when = new Intl.DateTimeFormat(o.language, { dateStyle: sameDay(e.at) ? undefined : 'short', timeStyle: 'short' }).format(new Date(e.at))
  const who = e.mine ? o.words.you : e.bot ? o.words.bot : e.name || o.look.title
  const words = make('div', { class: 'words' }, make('span', { class: 'meta' }, `${who} · ${when}`), ...(e.text ? [make('p', {}, ...linked(e.text))] : []))
  for (const f of e.files ?? []) words.append(make('a', { class: 'file', href: o.host + f.url, target: '_blank', rel: 'noopener noreferrer', download: f.name }, sign('clip'), f.name))
  if (e.sources?.length) words.append(make('p', { class: 'meta' }, `${o.words.sources} `, ...e.sources.flatMap((s, i) => [i ? ', ' : '', s.url ? make('a', { href: o.host + s.url, target: '_blank', rel: 'noopener noreferrer' }, s.title) : s.title])))
  const face = !e.mine && o.look.faces ? [make('span', { class: 'face', 'aria-hidden': 'true' }, initials(who))] : []
  return make('div', { class: e.mine ? 'entry mine' : 'entry' }, ...face, words)
}

const sameDay = (at: string) => new Date(at).toDateString() === new Date().toDateString()

/** What was written and is not with the house yet. */
export function unsentOf(u: Unsent, words: Words, online: boolean, again: () => void): HTMLElement {
  const state = make('span', { class: u.problem ? 'meta bad' : 'meta' }, u.problem ? (u.problem === '!' ? words.failed : u.problem) : online ? words.sending : words.waits)
  const box = make('div', { class: 'words' }, make('p', {}, u.text), ...u.files.map((f) => make('span', { class: 'meta file' }, sign('clip'), f.name)), state)
  if (u.problem) {
    const button = make('button', { type: 'button', class: 'link' }, words.again)
    button.addEventListener('click', again)
    box.append(button)
  }
  return make('div', { class: 'entry mine' }, box)
}
