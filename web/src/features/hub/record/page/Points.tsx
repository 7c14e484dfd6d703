import { Badge, Button, Group, Modal, NumberInput, Stack, Text, TextInput } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { loyaltyShow, personPoints, type PointsEntry, pointsGive, pointsRedeem, promoterUnthank, type VoucherLine } from '../../../../shared/client'
import { Foot } from '../../../../shared/Foot'
import { useFormat } from '../../../../shared/format'
import { useLanguage, useWords } from '../../../../shared/language'
import { useChange, useRecords } from '../../../../shared/queries'
import { inLanguage } from '../../../../shared/record/field'
import { useMay } from '../../../../shared/session'
import { Wrong } from '../../../../shared/states'
import { GiveVoucher } from '../../../../shared/voucher/GiveVoucher'
import { TakeVoucherBack } from '../../../../shared/voucher/TakeVoucherBack'
import styles from './page.module.css'
import * as words from './pointsWords'
import { useOf } from './queries'

/** What somebody has in points, what becomes of it, and how they came to it. */
export function Points({ id }: { id: string }) {
  const w = useWords(words)
  const f = useFormat()
  const may = useMay()
  const [open, setOpen] = useState<'give' | 'spend' | 'voucher'>()
  const loyalty = useRecords('loyalty', loyaltyShow, undefined, { enabled: may('loyalty:read') }).data
  const is = useOf(id, 'points', personPoints).data
  const { language } = useLanguage()
  if (!is || !loyalty || !loyalty.published && !is.vouchers?.length) return null
  const tier = loyalty.draft.tiers?.find((t) => t.key === is.tier)
  return (
    <section className={styles.group} aria-label={w.title}>
      <h3>{w.title}</h3>
      <Group gap="xs">
        <Text fw={600} className="figures">{f.number(is.available)}</Text>
        {is.tier && <Badge variant="light" tt="none">{tier ? inLanguage(tier.name, language) : is.tier}</Badge>}
      </Group>
      {is.owed > 0 && <Text size="sm" c="dimmed">{w.owed(f.number(is.owed))}</Text>}
      {is.opening?.map((d) => <Text key={d.at} size="sm" c="dimmed">{w.opening(f.number(d.points), f.day(d.at))}</Text>)}
      {is.expiring?.slice(0, 1).map((d) => <Text key={d.at} size="sm" c="dimmed">{w.lapses(f.number(d.points), f.day(d.at))}</Text>)}
      {is.entries?.slice(0, few).map((e) => <Line key={e.id} id={id} entry={e} />)}
      {is.vouchers?.filter((v) => v.state === 'open').map((v) => <Held key={v.id} voucher={v} may={may('loyalty:award')} />)}
      {may('loyalty:award') && (
        <Group gap={6} mt={4}>
          <Button size="compact-xs" variant="subtle" onClick={() => setOpen('give')}>{w.give}</Button>
          <Button size="compact-xs" variant="subtle" disabled={is.available <= is.owed} onClick={() => setOpen('spend')}>{w.spend}</Button>
          <Button size="compact-xs" variant="subtle" onClick={() => setOpen('voucher')}>{w.voucher}</Button>
        </Group>
      )}
      {open === 'voucher' && <GiveVoucher person={id} close={() => setOpen(undefined)} />}
      {open && open !== 'voucher' && <Change id={id} kind={open} close={() => setOpen(undefined)} />}
    </section>
  )
}

const few = 5

/** One posting: by which rule of which version it was earned, or for what; thanks can be taken back until they are spent. */
function Line({ id, entry: e }: { id: string; entry: PointsEntry }) {
  const w = useWords(words)
  const f = useFormat()
  const may = useMay()
  const { language } = useLanguage()
  const back = useChange(promoterUnthank, { refreshes: ['records', 'loyalty', 'loyalty-members', 'liability', 'promoters', 'thanked'] })
  const n = e.kind === 'free' ? e.available : e.available + e.pending - e.owed
  return (
    <div className={styles.relation}>
      <div>
        {inLanguage(e.rule_name, language) || w.kinds[e.kind]}
        {e.note && <Text size="xs" c="dimmed">{e.note}</Text>}
        {e.rule_name && !!e.version && may('loyalty:read') && <Text size="xs"><Link to={'/loyalty' as never} search={{ part: 'versions', version: e.version } as never}>{w.version(e.version)}</Link></Text>}
        {e.thanks && may('promoters:write') && may('loyalty:award') && <Button size="compact-xs" variant="subtle" px={0} loading={back.isPending} onClick={() => back.mutate({ body: { people: [id], cause: e.thanks! } })}>{w.takeBack}</Button>}
      </div>
      <Text size="xs" className="figures" style={{ flexShrink: 0 }} title={f.instant(e.at)}>{n > 0 && e.kind !== 'free' ? '+' : ''}{f.number(n)}</Text>
    </div>
  )
}

/** A voucher they can still use; who may give one may take it back. */
function Held({ voucher: v, may }: { voucher: VoucherLine; may: boolean }) {
  const w = useWords(words)
  const f = useFormat()
  const { language } = useLanguage()
  const [taking, take] = useState(false)
  return (
    <div className={styles.relation}>
      <div>{inLanguage(v.name, language)}<Text size="xs" c="dimmed">{[`…${v.tail}`, v.expires_at && w.until(f.day(v.expires_at)), v.note].filter(Boolean).join(' · ')}</Text></div>
      {may && <Button size="compact-xs" variant="subtle" style={{ flexShrink: 0 }} onClick={() => take(true)}>{w.takeBack}</Button>}
      {taking && <TakeVoucherBack voucher={v} close={() => take(false)} />}
    </div>
  )
}

/** Gives points, or spends them, by hand. What is sent twice counts once. */
function Change({ id, kind, close }: { id: string; kind: 'give' | 'spend'; close: () => void }) {
  const w = useWords(words)
  const [points, setPoints] = useState(10)
  const [note, setNote] = useState('')
  const [cause] = useState(() => `${kind}-${crypto.randomUUID()}`)
  const refreshes = { refreshes: ['records', 'loyalty', 'loyalty-members', 'liability'] }
  const give = useChange(pointsGive, refreshes)
  const spend = useChange(pointsRedeem, refreshes)
  const change = kind === 'give' ? give : spend
  const submit = (e: FormEvent) => {
    e.preventDefault()
    change.mutate({ body: { person: id, points, cause, note } }, { onSuccess: close })
  }
  return (
    <Modal opened onClose={close} title={<b>{w[kind]}</b>}>
      <form onSubmit={submit}>
        <Stack>
          <NumberInput data-autofocus label={w.points} min={1} allowDecimal={false} value={points} onChange={(n) => setPoints(Number(n) || 1)} />
          <TextInput label={w.note} description={w.noteHint} required maxLength={300} value={note} onChange={(e) => setNote(e.currentTarget.value)} />
          {change.error != null && <Wrong error={change.error} />}
          <Foot close={close}><Button type="submit" loading={change.isPending} disabled={!note.trim()}>{w[kind]}</Button></Foot>
        </Stack>
      </form>
    </Modal>
  )
}
