import type { FormDefinition, FormField, Label } from '../../../shared/client'
import type { Line } from '../../../shared/versions/Versions'
import type { en } from './words'

/** What a form says, line by line, as versions are compared. nameOf names lists, rules, people and teams by their id. */
export function linesOf(c: FormDefinition, w: typeof en, language: keyof Label, nameOf: (id: string) => string): Line[] {
  const { after, style, popup } = c
  const called = (f: FormField) => f.label[language] || f.label.vi || f.label.en || f.key
  const fieldOf = (key: string) => { const f = c.fields?.find((o) => o.key === key); return f ? called(f) : key }
  const asked = (f: FormField) => said(
    w.kinds[f.kind as keyof typeof w.kinds], f.key, f.required && w.required, f.progressive && w.progressive, f.step && `${w.step} ${f.step + 1}`, f.person && `${w.person}: ${f.person}`,
    f.options?.map((o) => o.label[language] || o.label.vi || o.key).join(', '), f.help && both(f.help), f.parameter && `${w.parameter}: ${f.parameter}`, f.value && `${w.fixed}: ${f.value}`,
    ...(f.show ?? []).map((r) => `${w.when}: ${fieldOf(r.field)} ${w.ways[r.is] ?? r.is} ${(r.of ?? []).join(', ')}`.trim()),
  )
  const parts: [string, string, unknown?][] = [
    [w.heading, both(c.title)], [w.intro, both(c.intro)], [w.button, both(c.button)], [w.language, w.languages[c.language as keyof typeof w.languages] ?? c.language],
    ...(c.fields ?? []).map((f): [string, string, unknown] => [called(f), asked(f), { ...f, required: !!f.required, progressive: !!f.progressive }]),
    // What a version keeps of the words that were asked is no change of the form.
    ...(c.consents ?? []).map((o): [string, string] => [`${w.consents}: ${w.consentOf(o.purpose)}`, said(...(o.channels ?? []).map((k) => w.channel[k as keyof typeof w.channel] ?? k), o.required && w.required)]),
    [w.thanks, both(after.thanks)], [w.redirect, after.redirect ?? ''], [w.list, nameOf(after.list ?? '')], [w.rule, nameOf(after.rule ?? '')],
    [w.notify, (after.notify ?? []).map(nameOf).join(', ')], [w.team, nameOf(after.team ?? '')], [w.template, after.template ?? ''],
    [w.tabs.after, said(after.ticket && w.ticket, after.look && w.lookFirst)],
    [w.tabs.look, said(style.color, style.corners === 'square' && w.square, style.dense && w.dense)],
    [w.popup, said(popup.seconds && `${w.seconds}: ${popup.seconds}`, popup.scroll && `${w.scroll}: ${popup.scroll}`, popup.days && `${w.days}: ${popup.days}`, popup.leaving && w.leaving, popup.pages?.join(', '))],
  ]
  return parts.filter(([, says]) => says).map(([name, says, all]) => ({ name, says, all: [name, says, all && sorted(all)] }))
}

const both = (l: Label) => [l.vi, l.en].filter(Boolean).join(' / ')
const said = (...parts: (string | number | false | null | undefined)[]) => parts.filter(Boolean).join(' · ')

/** The same whatever order members stand in, and whether what is empty is left out: a draft and a version are written by different hands. */
const sorted = (v: unknown): string => JSON.stringify(v, (_, o: unknown) => (o && typeof o === 'object' && !Array.isArray(o) ? Object.fromEntries(Object.entries(o).filter(([, x]) => x !== '' && x !== null && x !== 0).sort(([a], [b]) => (a < b ? -1 : 1))) : o))
