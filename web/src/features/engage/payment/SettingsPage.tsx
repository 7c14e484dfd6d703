import { ActionIcon, Button, Checkbox, Code, Group, PasswordInput, Select, Stack, Text, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { type FormEvent, useState } from 'react'
import { Card } from '../../../shared/Card'
import type { BankAccount, PaymentSettings } from '../../../shared/client'
import { Icon } from '../../../shared/Icon'
import { useWords } from '../../../shared/language'
import { Answer, Wrong } from '../../../shared/states'
import styles from './payment.module.css'
import { usePaymentSettings, useSetPaymentSettings } from './queries'
import * as words from './words'

/** Where money is awaited, and where a bank's feed tells of it. */
export function SettingsPage() {
  const w = useWords(words)
  return <Card title={w.settings} lead={w.settingsAbout}><Answer query={usePaymentSettings()}>{(s) => <Form settings={s} />}</Answer></Card>
}

function Form({ settings: s }: { settings: PaymentSettings }) {
  const w = useWords(words)
  const save = useSetPaymentSettings()
  const [accounts, set] = useState<BankAccount[]>(s.accounts)
  const [secret, write] = useState('')
  const [renew, give] = useState(false)
  const at = (i: number, part: Partial<BankAccount>) => set(accounts.with(i, { ...accounts[i]!, ...part }))
  const banks = s.banks.map((b) => ({ value: b.bin, label: b.name }))
  const submit = (e: FormEvent) => {
    e.preventDefault()
    save.mutate({ body: { accounts, ...(secret && { secret }), ...(renew && { renew }) } }, {
      onSuccess: () => {
        write('')
        give(false)
        notifications.show({ message: w.saved })
      },
    })
  }
  const feed = new URL(s.feed, location.origin).href // without an address of its own, the house is where it is looked at
  const copy = () => void navigator.clipboard.writeText(feed).then(() => notifications.show({ message: w.copied }))
  return (
    <form onSubmit={submit}>
      <Stack gap="sm" mt="sm">
        <Text fw={600} size="sm">{w.accounts}</Text>
        {accounts.map((a, i) => (
          <fieldset key={i} className={styles.account} aria-label={`${w.accounts} ${i + 1}`}>
            <Select size="xs" label={w.bank} searchable value={a.bank || null} data={banks} onChange={(bank) => at(i, { bank: bank ?? '' })} required />
            <TextInput size="xs" label={w.number} value={a.number} maxLength={19} onChange={(e) => at(i, { number: e.currentTarget.value })} required />
            <TextInput size="xs" label={w.holder} value={a.holder} maxLength={100} onChange={(e) => at(i, { holder: e.currentTarget.value })} required />
            <ActionIcon variant="subtle" color="gray" aria-label={w.remove(i + 1)} onClick={() => set(accounts.filter((_, j) => j !== i))}><Icon name="close" size={16} /></ActionIcon>
          </fieldset>
        ))}
        <Group><Button size="compact-xs" variant="subtle" onClick={() => set([...accounts, { bank: '', number: '', holder: '' }])}>{w.add}</Button></Group>
        <div>
          <Text fw={600} size="sm">{w.feed}</Text>
          <Text size="sm" c="dimmed">{w.feedAbout}</Text>
          <Group gap="xs" mt={4}><Code style={{ overflowWrap: 'anywhere' }}>{feed}</Code><Button size="compact-xs" variant="default" onClick={copy}>{w.copy}</Button></Group>
          <Checkbox mt="xs" size="sm" label={w.renew} checked={renew} onChange={(e) => give(e.currentTarget.checked)} />
        </div>
        <PasswordInput label={w.secret} description={s.secret_set ? w.secretSet : w.secretNone} value={secret} maxLength={200} autoComplete="off" onChange={(e) => write(e.currentTarget.value)} maw={420} />
        {save.error != null && <Wrong error={save.error} />}
        <Group><Button type="submit" loading={save.isPending}>{w.save}</Button></Group>
      </Stack>
    </form>
  )
}
