import { Button, FileInput, Group, Modal, SegmentedControl, Stack, Text, TextInput } from '@mantine/core'
import { Fragment, useState } from 'react'
import type { BankLine } from '../../../shared/client'
import { Foot } from '../../../shared/Foot'
import { useFormat } from '../../../shared/format'
import { useWords } from '../../../shared/language'
import { RecordLink } from '../../../shared/record/RecordLink'
import { RecordSelect } from '../../../shared/record/RecordSelect'
import { Screen } from '../../../shared/Screen'
import { Answer, Empty, Wrong } from '../../../shared/states'
import styles from './payment.module.css'
import { send, type State, useAside, useAssign, useBankLines, useRelease, useStatement } from './queries'
import * as words from './words'

/** What banks told, and what it is for. */
export function PaymentsPage() {
  const w = useWords(words)
  const [state, show] = useState<State>('waiting')
  const [taking, take] = useState(false)
  const lines = useBankLines(state)
  const list = lines.data?.pages.flatMap((p) => p.lines) ?? []
  const waiting = lines.data?.pages[0]?.waiting ?? 0
  return (
    <Screen title={w.title} lead={w.about} actions={<Button size="xs" onClick={() => take(true)}>{w.statement}</Button>}>
      <SegmentedControl size="xs" mb="sm" value={state} onChange={(s) => show(s as State)} data={(['waiting', 'booked', 'aside'] as const).map((s) => ({ value: s, label: s === 'waiting' && waiting ? `${w.states[s]} (${waiting})` : w.states[s] }))} />
      <Answer query={lines}>
        {() => list.length ? <ul className={styles.all}>{list.map((l) => <Line key={l.id} line={l} />)}</ul> : <Empty title={w.none}>{w.noneDo}</Empty>}
      </Answer>
      {lines.hasNextPage && <Button variant="default" size="xs" mt="sm" loading={lines.isFetchingNextPage} onClick={() => void lines.fetchNextPage()}>{w.further}</Button>}
      {taking && <Statement close={() => take(false)} />}
    </Screen>
  )
}

function Line({ line: l }: { line: BankLine }) {
  const w = useWords(words)
  const f = useFormat()
  const aside = useAside()
  const [assigning, assign] = useState(false)
  const [releasing, release] = useState(false)
  return (
    <li className={`card ${styles.line}`}>
      <Group justify="space-between" gap="xs"><b className="figures">{f.money(l.amount, l.currency)}</b><Text size="sm" c="dimmed">{f.instant(l.at)}</Text></Group>
      <Text size="sm">{l.text || '—'}</Text>
      <Text size="xs" c="dimmed">{[l.reference, l.account, w.sources[l.source] ?? l.source, w.reasons[l.reason]].filter(Boolean).join(' · ')}</Text>
      {l.order && <Text size="sm">{l.state === 'booked' ? '' : `${w.perhaps} `}<RecordLink type="orders" id={l.order.id} name={l.order.name || l.order.id} /></Text>}
      {l.named && l.named.length > 0 && <Text size="sm">{w.perhaps} {l.named.map((o, i) => <Fragment key={o.id}>{i > 0 && ', '}<RecordLink type="orders" id={o.id} name={byCode(o)} /></Fragment>)}</Text>}
      {l.state !== 'booked' && (
        <Group gap="xs" mt={6}>
          {l.amount > 0 && <Button size="compact-sm" onClick={() => assign(true)}>{w.assign}</Button>}
          <Button size="compact-sm" variant="default" loading={aside.isPending} onClick={() => aside.mutate({ path: { id: l.id }, body: { aside: l.state === 'waiting' } })}>{l.state === 'waiting' ? w.aside : w.back}</Button>
        </Group>
      )}
      {l.state === 'booked' && <Button size="compact-sm" variant="default" mt={6} onClick={() => release(true)}>{w.release}</Button>}
      {aside.error != null && <Wrong error={aside.error} />}
      {assigning && <Assign line={l} close={() => assign(false)} />}
      {releasing && <Release line={l} close={() => release(false)} />}
    </li>
  )
}

/** An order as a transfer names it. */
const byCode = (o: { name: string; code: string }) => `${o.code} (${o.name})`

function Assign({ line: l, close }: { line: BankLine; close: () => void }) {
  const w = useWords(words)
  const assign = useAssign()
  const [order, choose] = useState<{ id: string; name: string } | null>(l.order ?? null)
  return (
    <Modal opened onClose={close} title={<b>{w.assign}</b>}>
      <Stack>
        <Text size="sm">{l.text}</Text>
        {l.named && l.named.length > 0 && <Group gap="xs">{l.named.map((o) => <Button key={o.id} size="compact-sm" variant={order?.id === o.id ? 'filled' : 'default'} onClick={() => choose(o)}>{byCode(o)}</Button>)}</Group>}
        <RecordSelect data-autofocus type="orders" label={w.assignTo} value={order} onChange={choose} />
        {assign.error != null && <Wrong error={assign.error} />}
        <Foot close={close}><Button disabled={!order} loading={assign.isPending} onClick={() => order && assign.mutate({ path: { id: l.id }, body: { order: order.id } }, { onSuccess: close })}>{w.book}</Button></Foot>
      </Stack>
    </Modal>
  )
}

/** Takes a line from the order it was booked for by mistake. */
function Release({ line: l, close }: { line: BankLine; close: () => void }) {
  const w = useWords(words)
  const release = useRelease()
  const [reason, say] = useState('')
  return (
    <Modal opened onClose={close} title={<b>{w.releaseTitle}</b>}>
      <Stack>
        <Text size="sm">{w.releaseAbout}</Text>
        <TextInput data-autofocus required label={w.releaseWhy} maxLength={500} value={reason} onChange={(e) => say(e.currentTarget.value)} />
        {release.error != null && <Wrong error={release.error} />}
        <Foot close={close}><Button disabled={!reason.trim()} loading={release.isPending} onClick={() => release.mutate({ path: { id: l.id }, body: { reason } }, { onSuccess: close })}>{w.release}</Button></Foot>
      </Stack>
    </Modal>
  )
}

/** A statement's file: looked at first, then taken in. */
function Statement({ close }: { close: () => void }) {
  const w = useWords(words)
  const read = useStatement()
  const [upload, sent] = useState('')
  const [error, fail] = useState<unknown>()
  const choose = async (file: File | null) => {
    sent('')
    fail(undefined)
    if (!file) return
    try {
      const id = await send(file)
      sent(id)
      read.mutate({ body: { upload: id, dry_run: true } })
    } catch (e) {
      fail(e)
    }
  }
  const a = read.data
  const done = a && (a.booked || a.waiting || a.known || a.aside)
  return (
    <Modal opened onClose={close} title={<b>{w.statement}</b>}>
      <Stack>
        <Text size="sm">{w.statementAbout}</Text>
        <FileInput label={w.file} accept=".csv,.txt,.tsv,.xlsx" onChange={(file) => void choose(file)} clearable />
        {a && <Text size="sm" role="status">{done ? w.taken(a.booked, a.waiting, a.known) : <>{w.found(a.lines)} · {w.columns}: {[a.columns.date, a.columns.credit, a.columns.debit, a.columns.text, a.columns.reference].filter(Boolean).join(', ')}</>}</Text>}
        {a && a.refused.length > 0 && <div><Text size="sm" c="red">{w.refused}</Text>{a.refused.map((r, i) => <Text key={i} size="xs">{r}</Text>)}</div>}
        {(read.error ?? error) != null && <Wrong error={read.error ?? error} />}
        {done ? <Group><Button onClick={close}>{w.close}</Button></Group>
          : <Foot close={close}><Button disabled={!upload || !a || !a.lines} loading={read.isPending} onClick={() => read.mutate({ body: { upload } })}>{w.takeIn}</Button></Foot>}
      </Stack>
    </Modal>
  )
}
