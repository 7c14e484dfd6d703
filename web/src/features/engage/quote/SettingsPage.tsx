import { ActionIcon, Button, Group, NumberInput, Select, SimpleGrid, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { type FormEvent, useState } from 'react'
import { Card } from '../../../shared/Card'
import type { Party, QuoteSettings, Rate } from '../../../shared/client'
import { DayInput } from '../../../shared/DayInput'
import { Icon } from '../../../shared/Icon'
import { useWords } from '../../../shared/language'
import { Answer, Wrong } from '../../../shared/states'
import { useQuoteSettings, useSetQuoteSettings } from './queries'
import styles from './quote.module.css'
import * as words from './words'

/** How quotes are written. */
export function SettingsPage() {
  const w = useWords(words)
  return <Card title={w.settings} lead={w.settingsAbout}><Answer query={useQuoteSettings()}>{(s) => <Form settings={s} />}</Answer></Card>
}

function Form({ settings }: { settings: QuoteSettings }) {
  const w = useWords(words)
  const [s, put] = useState(settings)
  const save = useSetQuoteSettings()
  const from = (part: Partial<Party>) => put((old) => ({ ...old, from: { ...old.from, ...part } }))
  const submit = (e: FormEvent) => {
    e.preventDefault()
    save.mutate({ body: { ...s, $schema: undefined } as QuoteSettings }, { onSuccess: () => notifications.show({ message: w.saved }) })
  }
  return (
    <form onSubmit={submit}>
      <Stack gap="sm" mt="sm">
        <Text fw={600} size="sm">{w.letterhead}</Text>
        <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
          <TextInput label={w.name} value={s.from.name} onChange={(e) => from({ name: e.currentTarget.value })} />
          <TextInput label={w.taxCode} value={s.from.tax_code ?? ''} onChange={(e) => from({ tax_code: e.currentTarget.value })} />
          <TextInput label={w.address} value={s.from.address ?? ''} onChange={(e) => from({ address: e.currentTarget.value })} />
          <TextInput label={w.phone} value={s.from.phone ?? ''} onChange={(e) => from({ phone: e.currentTarget.value })} />
          <TextInput label={w.email} value={s.from.email ?? ''} onChange={(e) => from({ email: e.currentTarget.value })} />
          <TextInput label={w.website} value={s.from.website ?? ''} onChange={(e) => from({ website: e.currentTarget.value })} />
          <NumberInput label={w.limit} description={w.limitHint} min={-1} max={100} decimalScale={2} value={s.limit} onChange={(n) => put({ ...s, limit: Number(n || 0) })} />
          <NumberInput label={w.days} min={1} max={365} value={s.days} onChange={(n) => put({ ...s, days: Number(n || 1) })} />
          <NumberInput label={w.remind} description={w.remindHint} min={0} max={30} value={s.remind} onChange={(n) => put({ ...s, remind: Number(n || 0) })} />
        </SimpleGrid>
        <Textarea label={w.newTerms} autosize minRows={3} maxLength={8000} value={s.terms} onChange={(e) => put({ ...s, terms: e.currentTarget.value })} />
        <TextInput label={w.footer} maxLength={500} value={s.footer} onChange={(e) => put({ ...s, footer: e.currentTarget.value })} />
        <Rates rates={s.rates} set={(rates) => put({ ...s, rates })} />
        {save.error != null && <Wrong error={save.error} />}
        <Group><Button type="submit" loading={save.isPending}>{w.save}</Button></Group>
      </Stack>
    </form>
  )
}

function Rates({ rates, set }: { rates: Rate[]; set: (rates: Rate[]) => void }) {
  const w = useWords(words)
  const at = (i: number, part: Partial<Rate>) => set(rates.with(i, { ...rates[i]!, ...part }))
  return (
    <section>
      <Text fw={600} size="sm">{w.rates}</Text>
      <Text size="sm" c="dimmed">{w.ratesAbout}</Text>
      {rates.map((r, i) => (
        <fieldset key={i} className={styles.rate} aria-label={`${w.classes[r.class]} ${i + 1}`}>
          <Select size="xs" label={w.class} allowDeselect={false} value={r.class} data={Object.keys(w.classes).map((c) => ({ value: c, label: w.classes[c]! }))} onChange={(c) => at(i, { class: (c ?? 'standard') as Rate['class'] })} />
          <NumberInput size="xs" label={w.percent} min={0} max={100} decimalScale={2} value={r.percent} onChange={(n) => at(i, { percent: Number(n || 0) })} />
          <DayInput size="xs" label={w.fromDay} value={r.from} onChange={(from) => at(i, { from })} />
          <DayInput size="xs" label={w.untilDay} value={r.until} onChange={(until) => at(i, { until })} clearable />
          <TextInput size="xs" label={w.law} value={r.law} maxLength={300} onChange={(e) => at(i, { law: e.currentTarget.value })} />
          <ActionIcon variant="subtle" color="gray" aria-label={w.removeRate(i + 1)} onClick={() => set(rates.filter((_, j) => j !== i))}><Icon name="close" size={16} /></ActionIcon>
        </fieldset>
      ))}
      <Button size="compact-xs" variant="subtle" mt="xs" onClick={() => set([...rates, { class: 'standard', percent: 10, from: '', until: '', law: '' }])}>{w.addRate}</Button>
    </section>
  )
}
