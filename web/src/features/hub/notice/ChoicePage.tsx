import { Alert, Button, Checkbox, Group, NativeSelect, SimpleGrid, Stack, Text, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { type FormEvent, useState } from 'react'
import { Card } from '../../../shared/Card'
import type { ChoiceAnswer } from '../../../shared/client'
import { useWords } from '../../../shared/language'
import { Answer, Wrong } from '../../../shared/states'
import styles from './notice.module.css'
import { useChoice, useSetChoice } from './queries'
import * as words from './words'

/** What one is told, and how. */
export function ChoicePage() {
  const w = useWords(words)
  const choice = useChoice()
  return (
    <Card title={w.title} lead={w.about}>
      <Answer query={choice}>{(c) => <Form choice={c} />}</Answer>
    </Card>
  )
}

const modes = ['now', 'digest', 'never'] as const

function Form({ choice }: { choice: ChoiceAnswer }) {
  const w = useWords(words)
  const [mail, setMail] = useState<Record<string, string>>(choice.mail ?? {})
  const [silent, setSilent] = useState<string[]>(choice.silent ?? [])
  const [from, setFrom] = useState(choice.quiet_from ?? '')
  const [to, setTo] = useState(choice.quiet_to ?? '')
  const [digest, setDigest] = useState(choice.digest_at ?? '')
  const [morning, setMorning] = useState(choice.morning_at === 'off' ? '07:30' : (choice.morning_at ?? ''))
  const [off, setOff] = useState(choice.morning_at === 'off')
  const [zone, setZone] = useState(choice.timezone ?? '')
  const save = useSetChoice()
  const submit = (e: FormEvent) => {
    e.preventDefault()
    save.mutate({ body: { mail, silent, quiet_from: from, quiet_to: to, digest_at: digest, morning_at: off ? 'off' : morning, timezone: zone.trim() } as never }, { onSuccess: () => notifications.show({ message: w.saved }) })
  }
  return (
    <form onSubmit={submit}>
      <Stack mt="sm">
        {!choice.mail_ready && <Alert variant="light" color="gray">{w.noMail}</Alert>}
        <table className={styles.choices}>
          <tbody>
            {Object.keys(w.kinds).map((kind) => (
              <tr key={kind}>
                <th scope="row">{w.kinds[kind]}</th>
                <td><NativeSelect size="xs" aria-label={`${w.mail}: ${w.kinds[kind]}`} data={modes.map((m) => ({ value: m, label: w.modes[m] }))} value={mail[kind] ?? 'now'} onChange={(e) => setMail({ ...mail, [kind]: e.currentTarget.value })} /></td>
                <td><Checkbox size="sm" label={w.silent} aria-label={`${w.silent}: ${w.kinds[kind]}`} checked={!silent.includes(kind)} onChange={(e) => setSilent(e.currentTarget.checked ? silent.filter((s) => s !== kind) : [...silent, kind])} /></td>
              </tr>
            ))}
          </tbody>
        </table>
        <fieldset style={{ border: 0, padding: 0, margin: 0 }}>
          <legend><b>{w.quiet}</b></legend>
          <Text size="sm" c="dimmed">{w.quietAbout}</Text>
          <SimpleGrid cols={2} maw={320} mt={4}>
            <TextInput type="time" label={w.from} value={from} onChange={(e) => setFrom(e.currentTarget.value)} required />
            <TextInput type="time" label={w.to} value={to} onChange={(e) => setTo(e.currentTarget.value)} required />
          </SimpleGrid>
        </fieldset>
        <SimpleGrid cols={2} maw={320}>
          <TextInput type="time" label={w.digest} value={digest} onChange={(e) => setDigest(e.currentTarget.value)} required />
          <TextInput type="time" label={w.morning} value={morning} onChange={(e) => setMorning(e.currentTarget.value)} disabled={off} required={!off} />
        </SimpleGrid>
        <Checkbox label={w.morningOff} checked={off} onChange={(e) => setOff(e.currentTarget.checked)} />
        <TextInput label={w.zone} description={w.zoneAbout} placeholder="Asia/Ho_Chi_Minh" value={zone} onChange={(e) => setZone(e.currentTarget.value)} maw={320} />
        {save.error && <Wrong error={save.error} />}
        <Group><Button type="submit" loading={save.isPending}>{w.save}</Button></Group>
      </Stack>
    </form>
  )
}
