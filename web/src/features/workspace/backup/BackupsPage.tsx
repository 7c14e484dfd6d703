import { Alert, Button, Group, NumberInput, Select, SimpleGrid, Stack, Text, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { type FormEvent, useState } from 'react'
import { type Backup, backupCheck, backupList, backupMake, type BackupPlan, type BackupsAnswer, backupSet } from '../../../shared/client'
import { useFormat } from '../../../shared/format'
import { useWords } from '../../../shared/language'
import { useChange, useRecords } from '../../../shared/queries'
import { sentence } from '../../../shared/sentence'
import { Answer, Empty, Loading, Wrong } from '../../../shared/states'
import styles from './backup.module.css'
import * as words from './words'

/** Backups: made now, made by themselves, checked. */
export function BackupsPage() {
  const backups = useRecords('backups', backupList)
  return (
    <Answer query={backups}>
      {(a) => <><List answer={a} /><Plan key={JSON.stringify(a.plan)} plan={a.plan} /><Restore answer={a} /></>}
    </Answer>
  )
}

function List({ answer }: { answer: BackupsAnswer }) {
  const w = useWords(words)
  const make = useChange(backupMake, { refreshes: ['backups', 'acts'] })
  return (
    <section className="card">
      <Group justify="space-between" align="flex-start">
        <div>
          <h2>{w.title}</h2>
          <Text size="sm" c="dimmed" maw={560}>{w.lead}</Text>
        </div>
        <Button disabled={make.isPending} onClick={() => make.mutate({})}>{w.make}</Button>
      </Group>
      {make.isPending && <><Loading progress={make.progress} height={80} /><Text size="sm" ta="center">{w.making}</Text></>}
      {make.error && <Wrong error={make.error} />}
      {make.data && !make.isPending && <Alert mt="sm" variant="light" role="status" color={make.data.well ? 'green' : 'red'}>{make.data.well ? w.made : w.unwell}</Alert>}
      {answer.backups.length === 0 && !make.isPending ? <Empty title={w.none}>{w.noneText}</Empty> : <ul className={styles.backups}>{answer.backups.map((b) => <Row key={b.name} backup={b} />)}</ul>}
      <Text size="sm" c="dimmed" mt="sm">{w.where} <code className={styles.path}>{answer.folder}</code>. {w.elsewhere}</Text>
    </section>
  )
}

function Row({ backup: b }: { backup: Backup }) {
  const w = useWords(words)
  const f = useFormat()
  const check = useChange(backupCheck, { refreshes: ['backups'] })
  const at = b.made_at ? f.instant(b.made_at) : b.name
  return (
    <li>
      <div>
        <b>{at}</b>
        <small>{f.bytes(b.bytes)} · {w.entries(f.number(b.entries))} · <span className={b.well ? b.checked_at ? styles.good : undefined : styles.bad}>{!b.well ? w.spoilt : b.checked_at ? w.checked(f.instant(b.checked_at)) : w.unchecked}</span></small>
        {check.data?.says && <small className={styles.bad}>{sentence(check.data.says)}</small>}
        {check.error && <Wrong error={check.error} />}
      </div>
      <Button size="compact-sm" variant="default" aria-label={w.checkNamed(at)} loading={check.isPending} onClick={() => check.mutate({ path: { name: b.name } })}>{w.check}</Button>
    </li>
  )
}

function Plan({ plan }: { plan: BackupPlan }) {
  const w = useWords(words)
  const [p, set] = useState(plan)
  const save = useChange(backupSet, { refreshes: ['backups', 'acts'] })
  const put = (part: Partial<BackupPlan>) => set((old) => ({ ...old, ...part }))
  const submit = (e: FormEvent) => {
    e.preventDefault()
    save.mutate({ body: { ...p, folder: p.folder.trim() } }, { onSuccess: () => notifications.show({ message: w.saved }) })
  }
  return (
    <section className="card">
      <h2>{w.plan}</h2>
      <form onSubmit={submit}>
        <Stack gap="sm" maw={640}>
          <SimpleGrid cols={{ base: 1, xs: 3 }} spacing="sm">
            <Select label={w.every} data={['never', 'day', 'week'].map((value) => ({ value, label: w.often[value]! }))} value={p.every} allowDeselect={false} onChange={(every) => every && put({ every: every as 'day' })} />
            <Select label={w.hour} disabled={p.every === 'never'} data={Array.from({ length: 24 }, (_, h) => ({ value: String(h), label: w.oclock(h) }))} value={String(p.hour)} allowDeselect={false} onChange={(h) => put({ hour: Number(h) })} />
            <NumberInput label={w.keep} min={1} max={1000} allowDecimal={false} value={p.keep} onChange={(keep) => put({ keep: Number(keep) || 1 })} />
          </SimpleGrid>
          <TextInput label={w.folder} description={w.folderText} placeholder="/var/backups/banhda" value={p.folder} onChange={(e) => put({ folder: e.currentTarget.value })} />
          <Text size="sm" c="dimmed">{w.keepText} {w.failing}</Text>
          {save.error && <Wrong error={save.error} />}
          <Group><Button type="submit" loading={save.isPending}>{w.save}</Button></Group>
        </Stack>
      </form>
    </section>
  )
}

function Restore({ answer }: { answer: BackupsAnswer }) {
  const w = useWords(words)
  const last = answer.backups[0]?.name
  if (!last) return null
  return (
    <section className="card">
      <h2>{w.restore}</h2>
      <Text size="sm" c="dimmed">{w.restoreText}</Text>
      <code className={styles.command}>banhda restore {answer.folder}/{last} --data NEW --erased OLD/erased</code>
    </section>
  )
}
