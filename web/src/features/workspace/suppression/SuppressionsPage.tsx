import { Badge, Button, Group, Modal, SegmentedControl, Stack, Text, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useInfiniteQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { ask } from '../../../shared/ask'
import { Card } from '../../../shared/Card'
import { type Suppression, suppressionAdd, suppressionList, suppressionRemove } from '../../../shared/client'
import { Confirm } from '../../../shared/Confirm'
import { Foot } from '../../../shared/Foot'
import { useFormat } from '../../../shared/format'
import { useWords } from '../../../shared/language'
import { keys, useChange, useRemoval } from '../../../shared/queries'
import { useMay } from '../../../shared/session'
import { Loading, Wrong } from '../../../shared/states'
import styles from './suppression.module.css'
import * as words from './words'

type Reason = 'bounced' | 'complained' | 'unsubscribed' | 'by-hand'
const reasons: Reason[] = ['bounced', 'complained', 'unsubscribed', 'by-hand']

const useSuppressions = (address: string, reason: Reason | '') =>
  useInfiniteQuery({
    queryKey: keys.record('suppressions', { address, reason }),
    queryFn: ({ pageParam, signal }) => ask(suppressionList, { query: { limit: 50, cursor: pageParam, ...(address && { address }), ...(reason && { reason }) }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.cursor ?? undefined,
  })

/** The addresses that are written to no more, and why. */
export function SuppressionsPage() {
  const w = useWords(words)
  const f = useFormat()
  const may = useMay()('suppressions:write')
  const [typed, type] = useState('')
  const [address] = useDebouncedValue(typed.trim(), 300)
  const [reason, setReason] = useState<Reason | ''>('')
  const [adding, add] = useState(false)
  const pages = useSuppressions(address.includes('@') ? address : '', reason)
  const counts = pages.data?.pages[0]?.counts ?? {}
  const all = pages.data?.pages.flatMap((p) => p.suppressions ?? []) ?? []
  return (
    <Card title={w.title} lead={w.about} actions={may && <Button size="sm" onClick={() => add(true)}>{w.add}</Button>}>
      <Group mt="sm" gap="sm" align="flex-end">
        <TextInput type="search" label={w.find} value={typed} onChange={(e) => type(e.currentTarget.value)} />
        <div className={styles.scroll} tabIndex={0} role="group" aria-label={w.reason}>
          <SegmentedControl size="xs" aria-label={w.reason} value={reason} onChange={(v) => setReason(v as Reason)}
            data={[{ value: '', label: w.all }, ...reasons.map((r) => ({ value: r, label: `${w.reasons[r]} ${f.number(counts[r] ?? 0)}` }))]} />
        </div>
      </Group>
      {pages.error ? <Wrong error={pages.error} retry={pages.refetch} /> : !pages.data ? <Loading height={120} /> : all.length
        ? <ul className={styles.list}>{all.map((s) => <Row key={s.id} s={s} may={may} />)}</ul>
        : <Text size="sm" mt="md">{address || reason ? w.noneFound : w.none}</Text>}
      {pages.hasNextPage && <Button size="compact-sm" variant="default" loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>{w.more}</Button>}
      {adding && <Add close={() => add(false)} />}
    </Card>
  )
}

function Row({ s, may }: { s: Suppression; may: boolean }) {
  const w = useWords(words)
  const f = useFormat()
  const [asking, ask] = useState(false)
  const remove = useRemoval(suppressionRemove, { refreshes: ['suppressions'] })
  return (
    <li>
      <Group gap="xs" justify="space-between">
        <div className={styles.address}><b>{s.address || w.erased}</b> <Badge variant="light" tt="none" color={s.reason === 'complained' ? 'red' : 'gray'}>{w.reasons[s.reason as Reason]}</Badge></div>
        {may && <Button size="compact-sm" variant="subtle" onClick={() => ask(true)}>{w.allow}</Button>}
      </Group>
      <Text size="xs" c="dimmed">{f.instant(s.at)}{s.note && ` · ${s.note}`}</Text>
      {asking && <Confirm title={w.allow} action={w.allow} close={() => ask(false)} change={remove} go={() => remove.mutate({ path: { id: s.id } }, { onSuccess: () => ask(false) })}>{w.allowAbout(s.address || w.erased)}</Confirm>}
    </li>
  )
}

function Add({ close }: { close: () => void }) {
  const w = useWords(words)
  const [address, setAddress] = useState('')
  const [note, setNote] = useState('')
  const add = useChange(suppressionAdd, { refreshes: ['suppressions'] })
  const submit = (e: FormEvent) => {
    e.preventDefault()
    add.mutate({ body: { address, note } }, { onSuccess: close })
  }
  return (
    <Modal opened onClose={close} title={<b>{w.add}</b>}>
      <form onSubmit={submit}>
        <Stack>
          <TextInput data-autofocus type="email" label={w.address} value={address} onChange={(e) => setAddress(e.currentTarget.value)} required />
          <TextInput label={w.note} value={note} onChange={(e) => setNote(e.currentTarget.value)} maxLength={300} />
          {add.error && <Wrong error={add.error} />}
          <Foot close={close}><Button type="submit" loading={add.isPending}>{w.add}</Button></Foot>
        </Stack>
      </form>
    </Modal>
  )
}
