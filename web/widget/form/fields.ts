import { asked, hidden, type Answers, type Question, type Questions } from './questions'

/** Makes an element: attributes by name, then what is in it. */
export function make<K extends keyof HTMLElementTagNameMap>(tag: K, set: Record<string, string | boolean | undefined> = {}, ...within: (Node | string)[]): HTMLElementTagNameMap[K] {
  const e = document.createElement(tag)
  for (const [name, value] of Object.entries(set)) if (value !== undefined && value !== false) e.setAttribute(name, value === true ? '' : value)
  e.append(...within)
  return e
}

/** A field on the page: its box, what is wrong with it, and what was answered. */
export interface Box {
  question: Question
  box: HTMLElement
  problem: HTMLElement
  read: () => string[]
}

const types: Record<string, string> = { email: 'email', phone: 'tel', date: 'date' }

export function field(q: Question, words: Questions['words']): Box {
  const id = `bd-${q.key}`
  const star = q.required ? ' *' : ''
  const problem = make('p', { class: 'problem', id: `${id}-problem`, hidden: true })
  const help = q.help ? [make('p', { class: 'help', id: `${id}-help` }, q.help)] : []
  const set = { id, name: q.key, required: q.required, autocomplete: q.fills, 'aria-describedby': `${id}-help ${id}-problem` }
  if (q.kind === 'checkbox' || q.kind === 'choices') {
    const ticks = (q.options ?? [{ key: 'yes', label: q.label + star }]).map((o) => [make('input', { type: 'checkbox', value: o.key }), o.label] as const)
    const box = make('fieldset', { 'aria-describedby': set['aria-describedby'] }, ...(q.kind === 'choices' ? [make('legend', {}, q.label + star)] : []), ...ticks.map(([t, l]) => make('label', { class: 'tick' }, t, l)), ...help, problem)
    return { question: q, box, problem, read: () => ticks.filter(([t]) => t.checked).map(([t]) => t.value) }
  }
  const input =
    q.kind === 'long'
      ? make('textarea', set)
      : q.kind === 'choice'
        ? make('select', set, make('option', { value: '' }, words.choose!), ...(q.options ?? []).map((o) => make('option', { value: o.key }, o.label)))
        : make('input', { ...set, type: types[q.kind] ?? 'text', inputmode: q.kind === 'number' ? 'decimal' : undefined })
  const box = make('div', { class: 'field' }, make('label', { for: id }, q.label + star), ...help, input, problem)
  return { question: q, box, problem, read: () => (input.value.trim() ? [input.value.trim()] : []) }
}

/** What was answered to the fields that are asked, in order, so that each is judged by those before it. */
export function answersOf(boxes: Box[], fields: Question[]): Answers {
  const answers: Answers = {}
  for (const q of fields) {
    if (!asked(q.show, answers)) continue
    const said = q.kind === 'hidden' ? [hidden(q, location.search)].filter(Boolean) : (boxes.find((b) => b.question === q)?.read() ?? [])
    if (said.length) answers[q.key] = said
  }
  return answers
}

/** Says what is wrong with a field, or that nothing is. */
export function tell(b: Box, problem: string | undefined): void {
  b.problem.textContent = problem ?? ''
  b.problem.hidden = !problem
  const input = b.box.querySelector('input,select,textarea')
  if (problem) input?.setAttribute('aria-invalid', 'true')
  else input?.removeAttribute('aria-invalid')
}
