import { type ComboboxItem, type OptionsFilter, Select, type SelectProps } from '@mantine/core'
import { names, type NamesAnswer } from './client'
import { useEventName } from './eventName'
import { fold } from './fold'
import { useFormat } from './format'
import { useWords } from './language'
import { useReadout } from './queries'
import { stages, useStages } from './stage'
import { isStage, readSteps, type Step, writeStep } from './steps'

const en = { pick: 'An event, or the entry into a stage', entries: 'Entry into a stage', events: 'Events seen', none: 'No such event has been seen' }
const vi: typeof en = { pick: 'Một sự kiện, hoặc lúc vào một giai đoạn', entries: 'Vào một giai đoạn', events: 'Sự kiện đã thấy', none: 'Chưa thấy sự kiện nào như vậy' }

export type EventName = NonNullable<NamesAnswer['names']>[number]

/** The names of all events there are, for those who build a question of them. */
export const useEventNames = () => useReadout('names', names, {})

/** What the product tells of by itself, before it has. */
const told = ['Lead Captured', 'Form Submitted', 'Email Opened', 'Email Link Clicked', 'Unsubscribed', 'Order Completed', 'Call Made', 'Page Viewed', 'Ticket Closed', 'Conversation Closed', 'Survey Answered', 'Onboarding Completed']

/** Events to choose from: those seen, those the product will tell of, and the one chosen. Of two that are called the same each says the name it came with. */
export function useEventChoices(chosen = '') {
  const named = useEventName()
  const seen = useEventNames().data?.names ?? []
  const all = [...new Set([chosen, ...seen.map((n) => n.name), ...told])].filter(Boolean)
  const alike = new Map<string, number>()
  for (const name of all) alike.set(named(name), (alike.get(named(name)) ?? 0) + 1)
  return all.map((value) => ({ value, label: alike.get(named(value))! > 1 ? `${named(value)} (${value})` : named(value) }))
}

/** Chooses an event. */
export function EventField({ value, change, ...rest }: Omit<SelectProps, 'data' | 'value' | 'onChange'> & { value: string; change: (event: string) => void }) {
  return <Select searchable allowDeselect={false} limit={200} filter={alsoByValue} value={value || null} data={useEventChoices(value)} onChange={(name) => name && change(name)} {...rest} />
}

/** A step's name as people read it. */
export function useStepName() {
  const name = useStages()
  const named = useEventName()
  return (step: Step) => (isStage(step) ? `→ ${name[step.stage]}` : named(step.event))
}

/** The name of the event a goal waits for, as people read it. */
export function useGoalName() {
  const named = useStepName()
  return (goal: string) => {
    const step = readSteps(goal)[0]
    return step ? named(step) : goal
  }
}

interface Props {
  label: string
  /** Undefined: not chosen yet. */
  step?: Step
  change: (step: Step) => void
  /** Shows the label; else it is only said. */
  labelled?: boolean
  autoFocus?: boolean
  size?: 'xs' | 'sm'
  className?: string
}

/** Chooses an event that has been seen, or the entry into a stage. */
export function EventPicker({ label, step, change, labelled, autoFocus, size = 'sm', className }: Props) {
  const w = useWords({ en, vi })
  const f = useFormat()
  const nameOf = useStepName()
  const named = useEventName()
  const called = new Map(useEventChoices().map((c) => [c.value, c.label]))
  const seen = (useEventNames().data?.names ?? []).map((n) => ({ ...item({ event: n.name, where: '' }, called.get(n.name)!), count: f.short(n.count) }))
  const entries = stages.map((stage) => ({ ...item({ stage }, nameOf({ stage })), count: '' }))
  if (step && !isStage(step) && !seen.some((s) => s.value === writeStep(step))) seen.unshift({ ...item(step, step.where ? writeStep(step) : named(step.event)), count: '' })
  const all = new Map([...entries, ...seen].map((s) => [s.value, s]))
  return (
    <Select className={className} size={size} searchable limit={200} placeholder={w.pick} label={labelled && label} aria-label={label} autoFocus={autoFocus}
      nothingFoundMessage={w.none} filter={alsoByValue} value={step ? writeStep(step) : null} allowDeselect={false}
      onChange={(value) => value && change(all.get(value)!.step)}
      data={[{ group: w.entries, items: entries }, { group: w.events, items: seen }]}
      renderOption={({ option }) => (
        <span className="picker-option"><span>{option.label}</span><small className="figures">{all.get(option.value)?.count}</small></span>
      )} />
  )
}

/** Finds what is typed in what an option is called, and in the name it came with. */
export const alsoByValue: OptionsFilter = ({ options, search, limit }) => {
  const wanted = fold(search)
  const fits = (o: ComboboxItem) => !wanted || fold(o.label).includes(wanted) || fold(o.value).includes(wanted)
  return options.map((o) => ('group' in o ? { ...o, items: o.items.filter((i): i is ComboboxItem => typeof i === 'object' && fits(i as ComboboxItem)) } : o))
    .filter((o) => ('group' in o ? o.items.length > 0 : fits(o))).slice(0, limit)
}

const item = (step: Step, label: string) => ({ value: writeStep(step), label, step })
