import { Alert, Button, Checkbox, FileInput, Group, Select, Stack, Text, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { Card } from '../../../shared/Card'
import { doNotCallAdd, doNotCallCheck, doNotCallShow, type DoNotCallAnswer } from '../../../shared/client'
import { DayInput } from '../../../shared/DayInput'
import { useFormat } from '../../../shared/format'
import { useWords } from '../../../shared/language'
import { useChange, useRecords } from '../../../shared/queries'
import { useMay } from '../../../shared/session'
import { Answer, Wrong } from '../../../shared/states'
import * as words from './words'

type Scope = 'all' | 'sms' | 'call'
const scopes: Scope[] = ['all', 'sms', 'call']

/** The Do-Not-Call list: taken in with the day it is of, and kept as proof that it was looked at. */
export function DoNotCall() {
  const w = useWords(words)
  const may = useMay()('suppressions:write')
  const list = useRecords('do-not-call', doNotCallShow)
  return (
    <Card title={w.list} lead={w.listAbout}>
      <Answer query={list}>{(l) => <Lists list={l} />}</Answer>
      {may && <Add />}
      <Check />
    </Card>
  )
}

function Lists({ list }: { list: DoNotCallAnswer }) {
  const w = useWords(words)
  const f = useFormat()
  if (list.lists.length === 0) return <Alert mt="sm" color="orange" variant="light">{w.noList}</Alert>
  return (
    <Stack gap={4} mt="sm">
      <Text size="sm">{scopes.map((s) => `${w.scopes[s]}: ${f.number(list.numbers[s] ?? 0)}`).join(' · ')}</Text>
      <ul>{list.lists.map((l) => (
        <li key={l.hash + l.at}><Text size="sm"><b>{l.day}</b> · {w.scopes[l.scope as Scope]} · {w.numbers(f.number(l.numbers), l.refused)}{l.whole ? ` · ${w.whole}` : ''}{l.done ? '' : ` · ${w.broken}`}</Text>
          <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>{l.name} · {f.instant(l.at)} · SHA-256 {l.hash}</Text></li>
      ))}</ul>
    </Stack>
  )
}

function Add() {
  const w = useWords(words)
  const [file, setFile] = useState<File | null>(null)
  const [day, setDay] = useState('')
  const [scope, setScope] = useState<Scope>('all')
  const [whole, setWhole] = useState(true)
  const add = useChange(doNotCallAdd, { refreshes: ['do-not-call'] })
  const submit = (e: FormEvent) => {
    e.preventDefault()
    if (file) add.mutate({ body: file, query: { name: file.name, day, scope, whole } }, { onSuccess: () => setFile(null) })
  }
  return (
    <form onSubmit={submit}>
      <Stack gap="sm" mt="md" maw={560}>
        <FileInput label={w.file} description={w.fileAbout} accept=".csv,.xlsx,.txt" value={file} onChange={setFile} clearable required />
        <Group gap="sm" align="flex-end">
          <DayInput label={w.day} value={day} onChange={setDay} required />
          <Select label={w.scope} data={scopes.map((s) => ({ value: s, label: w.scopes[s] }))} value={scope} allowDeselect={false} onChange={(s) => s && setScope(s as Scope)} />
        </Group>
        <Checkbox label={w.replaces} checked={whole} onChange={(e) => setWhole(e.currentTarget.checked)} />
        {add.error && <Wrong error={add.error} />}
        <Group><Button type="submit" variant="default" loading={add.isPending}>{w.take}</Button></Group>
      </Stack>
    </form>
  )
}

function Check() {
  const w = useWords(words)
  const [number, setNumber] = useState('')
  const check = useChange(doNotCallCheck, { refreshes: [] })
  const submit = (e: FormEvent) => {
    e.preventDefault()
    check.mutate({ body: { number } })
  }
  return (
    <form onSubmit={submit}>
      <Group gap="xs" mt="md" align="flex-end">
        <TextInput type="tel" label={w.number} value={number} onChange={(e) => setNumber(e.currentTarget.value)} required />
        <Button type="submit" variant="default" loading={check.isPending}>{w.check}</Button>
      </Group>
      {check.error && <Wrong error={check.error} />}
      {check.data && <Text size="sm" mt="xs" role="status">{check.data.sms || check.data.call ? w.listed(check.data.number, check.data.sms, check.data.call) : w.unlisted(check.data.number)}</Text>}
    </form>
  )
}
