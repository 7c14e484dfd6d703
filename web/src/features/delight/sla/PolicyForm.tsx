import { Button, Checkbox, Fieldset, MultiSelect, NativeSelect, NumberInput, Pill, Stack, Text, TextInput } from '@mantine/core'
import type { SlaAnswer, SlaPolicy, SlaStep } from '../../../shared/client'
import { useLanguage, useWords } from '../../../shared/language'
import { inLanguage } from '../../../shared/record/field'
import { RecordSelect } from '../../../shared/record/RecordSelect'
import { TeamSelect } from '../../../shared/record/TeamSelect'
import { UserSelect } from '../../../shared/record/UserSelect'
import { useSegments } from './queries'
import styles from './sla.module.css'
import * as words from './words'

interface Props { policy: SlaPolicy; kept: SlaAnswer; change: (to: SlaPolicy) => void }

const priorities = ['urgent', 'high', 'normal', 'low'] as const
const clocks = ['first', 'next', 'resolution'] as const

/** One policy being written. */
export function PolicyForm({ policy: p, kept, change }: Props) {
  const w = useWords(words)
  const { language } = useLanguage()
  const set = (part: Partial<SlaPolicy>) => change({ ...p, ...part })
  return (
    <Stack gap="md" mt="md">
      <TextInput label={w.name} required maxLength={100} value={p.name} onChange={(e) => set({ name: e.currentTarget.value })} />
      <When policy={p} kept={kept} change={change} />
      <NativeSelect label={w.runs} value={p.hours} data={(['working', 'always'] as const).map((value) => ({ value, label: w.hours[value] }))} onChange={(e) => set({ hours: e.currentTarget.value as SlaPolicy['hours'] })} />
      <Targets policy={p} change={change} />
      <MultiSelect label={w.pauses} value={p.pauses} data={kept.statuses.map((s) => ({ value: s.key!, label: inLanguage(s.label, language) }))} onChange={(pauses) => set({ pauses })} />
      <Fieldset legend={w.steps}>
        <Text size="xs" c="dimmed">{w.stepsAbout}</Text>
        {p.steps.map((s, i) => <Step key={i} step={s} change={(to) => set({ steps: to ? p.steps.map((o, n) => (n === i ? to : o)) : p.steps.filter((_, n) => n !== i) })} />)}
        <Button size="compact-xs" variant="light" mt="xs" onClick={() => set({ steps: [...p.steps, { before: 0, owner: true, lead: true, raise: false }] })}>{w.addStep}</Button>
      </Fieldset>
    </Stack>
  )
}

/** Which tickets it is about. */
function When({ policy: p, kept, change }: Props) {
  const w = useWords(words)
  const { language } = useLanguage()
  const segments = useSegments().data?.segments ?? []
  const when = p.when
  const set = (part: Partial<SlaPolicy['when']>) => change({ ...p, when: { ...when, ...part } })
  const named = (all: { id: string; name: string }[], ids: string[]) => ids.map((id) => all.find((one) => one.id === id) ?? when.segments.find((one) => one.id === id)!)
  return (
    <Fieldset legend={w.when}>
      <Text size="xs" c="dimmed" mb="xs">{w.whenAbout}</Text>
      <div className={styles.some}>
        <MultiSelect label={w.ofKind} value={when.kinds} data={kept.types.map((t) => ({ value: t.key!, label: inLanguage(t.label, language) }))} onChange={(kinds) => set({ kinds })} />
        <MultiSelect label={w.ofPriority} value={when.priorities} data={priorities.map((value) => ({ value, label: w.priorities[value] }))} onChange={(to) => set({ priorities: to })} />
        <MultiSelect label={w.ofChannel} value={when.channels} data={Object.entries(w.channels).map(([value, label]) => ({ value, label }))} onChange={(channels) => set({ channels })} />
        <MultiSelect label={w.ofSegment} value={when.segments.map((s) => s.id)} data={[...segments, ...when.segments.filter((s) => !segments.some((o) => o.id === s.id))].map((s) => ({ value: s.id, label: s.name }))} onChange={(ids) => set({ segments: named(segments, ids).map(({ id, name }) => ({ id, name })) })} />
        <div>
          <RecordSelect type="products" label={w.ofProduct} placeholder={w.addProduct} value={null} onChange={(one) => one && !when.products.some((o) => o.id === one.id) && set({ products: [...when.products, { id: one.id, name: one.name }] })} />
          {when.products.map((one) => <Pill key={one.id} mt={4} mr={4} withRemoveButton onRemove={() => set({ products: when.products.filter((o) => o.id !== one.id) })}>{one.name || one.id}</Pill>)}
        </div>
      </div>
    </Fieldset>
  )
}

/** How long each clock may run, by priority. */
function Targets({ policy: p, change }: Pick<Props, 'policy' | 'change'>) {
  const w = useWords(words)
  const much = (n: number) => (n >= 60 ? w.time(Math.floor(n / 60), n % 60) : undefined)
  return (
    <Fieldset legend={w.targets}>
      <Text size="xs" c="dimmed">{w.targetsAbout}</Text>
      <div className={styles.wide} tabIndex={0} role="region" aria-label={w.targets}>
        <table className={styles.targets}>
          <thead><tr><th scope="col">{w.priority}</th>{clocks.map((c) => <th key={c} scope="col">{w.clocks[c]}</th>)}</tr></thead>
          <tbody>
            {priorities.map((level) => (
              <tr key={level}>
                <th scope="row">{w.priorities[level]}</th>
                {clocks.map((c) => (
                  <td key={c}>
                    <NumberInput size="xs" aria-label={`${w.priorities[level]}: ${w.clocks[c]}`} suffix={` ${w.minutes}`} description={much(p.targets[level][c])} inputWrapperOrder={['input', 'description']} min={0} max={1_000_000} allowDecimal={false} hideControls
                      value={p.targets[level][c]} onChange={(n) => change({ ...p, targets: { ...p.targets, [level]: { ...p.targets[level], [c]: Number(n) || 0 } } })} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Fieldset>
  )
}

/** What happens before a clock runs out, or once it did. */
function Step({ step: s, change }: { step: SlaStep; change: (to?: SlaStep) => void }) {
  const w = useWords(words)
  const set = (part: Partial<SlaStep>) => change({ ...s, ...part })
  return (
    <div className={styles.step}>
      <NumberInput size="xs" label={w.before} min={0} max={1_000_000} allowDecimal={false} value={s.before} onChange={(n) => set({ before: Number(n) || 0 })} />
      <NativeSelect size="xs" label={w.clock} value={s.clock ?? ''} data={[{ value: '', label: w.any }, ...clocks.map((value) => ({ value, label: w.clocks[value] }))]} onChange={(e) => set({ clock: (e.currentTarget.value || undefined) as SlaStep['clock'] })} />
      <Stack gap={4}>
        <Checkbox size="xs" label={w.owner} checked={s.owner} onChange={(e) => set({ owner: e.currentTarget.checked })} />
        <Checkbox size="xs" label={w.lead} checked={s.lead} onChange={(e) => set({ lead: e.currentTarget.checked })} />
        <Checkbox size="xs" label={w.raise} checked={s.raise} onChange={(e) => set({ raise: e.currentTarget.checked })} />
      </Stack>
      <UserSelect size="xs" label={w.user} value={s.user?.id ?? ''} name={s.user?.name} onChange={(id, name) => set({ user: id ? { id, name: name ?? '' } : undefined })} />
      <TeamSelect size="xs" label={w.team} value={s.team?.id ?? ''} name={s.team?.name} onChange={(id, name) => set({ team: id ? { id, name: name ?? '' } : undefined })} />
      <Button size="compact-xs" variant="subtle" color="gray" aria-label={w.removeStep} onClick={() => change()}>{w.remove}</Button>
    </div>
  )
}
