import { Alert, Anchor, Button, Group, NumberInput, Select, SimpleGrid, Stack, Switch, Text, Textarea, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { type FormEvent, useState } from 'react'
import { Card } from '../../../shared/Card'
import type { ShopAnswer, ShopSettings } from '../../../shared/client'
import { useWords } from '../../../shared/language'
import { MoneyInput } from '../../../shared/record/MoneyInput'
import { Answer, Wrong } from '../../../shared/states'
import { usePriceBooks, useSetShop, useShop } from './queries'
import * as words from './words'

/** How customers buy by themselves. */
export function SettingsPage() {
  const w = useWords(words)
  return <Card title={w.title} lead={w.about}><Answer query={useShop()}>{(shop) => <Form shop={shop} />}</Answer></Card>
}

function Form({ shop }: { shop: ShopAnswer }) {
  const w = useWords(words)
  const [s, put] = useState(shop)
  const books = usePriceBooks().data?.books ?? []
  const save = useSetShop()
  const give = (part: Partial<ShopAnswer>) => put((old) => ({ ...old, ...part }))
  const submit = (e: FormEvent) => {
    e.preventDefault()
    const { on, tag, book, fee, fee_class, free_from, least, wait, terms } = s
    save.mutate({ body: { on, tag, book, fee, fee_class, free_from, least, wait, terms } }, { onSuccess: () => notifications.show({ message: w.saved }) })
  }
  return (
    <form onSubmit={submit}>
      <Stack gap="md" mt="sm">
        <Switch label={w.on} checked={s.on} onChange={(e) => give({ on: e.currentTarget.checked })} />
        {shop.on && <State shop={shop} />}
        <Text fw={600} size="sm">{w.what}</Text>
        <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
          <TextInput label={w.tag} description={w.tagHint} maxLength={100} value={s.tag} onChange={(e) => give({ tag: e.currentTarget.value })} />
          <Select label={w.book} description={' '} allowDeselect={false} value={s.book} data={[{ value: '', label: w.own }, ...books.filter((b) => !b.archived).map((b) => ({ value: b.key, label: b.name }))]} onChange={(book) => give({ book: book ?? '' })} />
        </SimpleGrid>
        <Text fw={600} size="sm">{w.delivery}</Text>
        <Amounts shop={s} give={give} />
        <Text fw={600} size="sm">{w.terms}</Text>
        <Text size="sm" c="dimmed">{w.termsAbout}</Text>
        <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
          <Textarea label={w.vi} autosize minRows={3} maxRows={12} maxLength={8000} value={s.terms.vi} onChange={(e) => give({ terms: { ...s.terms, vi: e.currentTarget.value } })} />
          <Textarea label={w.en} autosize minRows={3} maxRows={12} maxLength={8000} value={s.terms.en} onChange={(e) => give({ terms: { ...s.terms, en: e.currentTarget.value } })} />
        </SimpleGrid>
        <NumberInput label={w.wait} description={w.waitHint} min={1} max={168} maw={360} value={s.wait} onChange={(n) => give({ wait: Number(n || 1) })} />
        {save.error != null && <Wrong error={save.error} />}
        <Group><Button type="submit" loading={save.isPending}>{w.save}</Button></Group>
      </Stack>
    </form>
  )
}

/** How the shop stands as it is saved, and what keeps customers from buying. */
function State({ shop }: { shop: ShopAnswer }) {
  const w = useWords(words)
  return (
    <Stack gap="xs">
      <Text size="sm">{shop.shown ? w.shown(shop.shown) : w.none} <Anchor href="/shop/" target="_blank" size="sm" underline="always">{w.see}</Anchor></Text>
      {shop.url ? <Text size="sm">{w.address}: <Anchor href={shop.url} target="_blank" size="sm" underline="always" style={{ overflowWrap: 'anywhere' }}>{shop.url}</Anchor></Text> : <Alert color="yellow" variant="light">{w.noAddress}</Alert>}
      {!shop.payable && <Alert color="yellow" variant="light">{w.unpayable}</Alert>}
    </Stack>
  )
}

function Amounts({ shop: s, give }: { shop: ShopAnswer; give: (part: Partial<ShopAnswer>) => void }) {
  const w = useWords(words)
  const amount = (key: 'fee' | 'free_from' | 'least') => ({ value: s[key] || null, currency: s.currency, onChange: (n: number | null | undefined) => n !== undefined && give({ [key]: n ?? 0 }) })
  return (
    <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
      <MoneyInput label={w.fee} {...amount('fee')} />
      <Select label={w.feeClass} allowDeselect={false} value={s.fee_class} data={Object.entries(w.classes).map(([value, label]) => ({ value, label }))} onChange={(c) => give({ fee_class: (c ?? 'standard') as ShopSettings['fee_class'] })} />
      <MoneyInput label={w.freeFrom} description={w.freeFromHint} {...amount('free_from')} />
      <MoneyInput label={w.least} description={w.leastHint} {...amount('least')} />
    </SimpleGrid>
  )
}
