import { Alert, Anchor, Badge, Button, Checkbox, Group, Menu, Modal, NumberInput, Select, SimpleGrid, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useBlocker, useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import type { QuoteContent, QuoteDetail } from '../../../shared/client'
import { Confirm } from '../../../shared/Confirm'
import { DayInput } from '../../../shared/DayInput'
import { Foot } from '../../../shared/Foot'
import { useFormat } from '../../../shared/format'
import { useWords } from '../../../shared/language'
import { keepable, Lines } from '../../../shared/order/Lines'
import type { Line } from '../../../shared/order/reckon'
import { MoneyInput } from '../../../shared/record/MoneyInput'
import { RecordLink } from '../../../shared/record/RecordLink'
import { RowLink } from '../../../shared/RowLink'
import { Screen } from '../../../shared/Screen'
import { useMay } from '../../../shared/session'
import { Answer, Wrong } from '../../../shared/states'
import { colours } from './QuotesPage'
import { proposed, useAskLeave, usePriceBooks, useQuote, useRemoveQuote, useSendQuote, useSetQuote, useWithdrawQuote } from './queries'
import styles from './quote.module.css'
import { Trail } from './Trail'
import * as words from './words'

/** One quote: written, sent, answered; and all that happened to it. */
export function QuotePage() {
  const { id } = useParams({ strict: false }) as { id: string }
  return <Answer query={useQuote(id)}>{(q) => <Quote key={`${q.id}-${q.edition}`} quote={q} />}</Answer>
}

function Quote({ quote: q }: { quote: QuoteDetail }) {
  const w = useWords(words)
  const f = useFormat()
  const writes = useMay()('quotes:write') && q.state !== 'accepted'
  return (
    <Screen title={[q.number || w.title, q.person?.name].filter(Boolean).join(' · ')}
      lead={<Group gap="xs"><Badge variant="light" tt="none" color={colours[q.state]}>{w.state[q.state]}</Badge>{q.title}<b>{f.money(q.total, q.currency)}</b></Group>}
      actions={<><Button size="xs" variant="default" component="a" href={`/v1/quotes/${q.id}/pdf`}>{w.preview}</Button>{writes && <More quote={q} />}</>}>
      <div className={styles.sides}>
        <div>
          <Facts quote={q} />
          <Writing quote={q} may={writes} />
        </div>
        <Trail quote={q} />
      </div>
    </Screen>
  )
}

function Facts({ quote: q }: { quote: QuoteDetail }) {
  const w = useWords(words)
  const f = useFormat()
  const copy = () => void navigator.clipboard.writeText(q.page).then(() => notifications.show({ message: w.copied }))
  return (
    <section className={`card ${styles.pad}`}>
      <Stack gap={4}>
        {q.person && <Text size="sm">{w.whom}: <RecordLink type="people" id={q.person.id} name={q.person.name} />{q.company && <> · <RecordLink type="companies" id={q.company.id} name={q.company.name} /></>}</Text>}
        {q.deal && <Text size="sm">{w.deal}: <RowLink to={`/deals/${q.deal.id}`} className={styles.name}>{q.deal.name}</RowLink></Text>}
        {q.order && <Text size="sm">{w.order}: <RecordLink type="orders" id={q.order.id} name={q.order.name} /></Text>}
        {q.page && <Group gap="xs"><Text size="sm">{w.page}: <Anchor href={q.page} target="_blank" style={{ overflowWrap: 'anywhere' }}>{q.page.length > 60 ? `${q.page.slice(0, 57)}…` : q.page}</Anchor></Text><Button size="compact-xs" variant="default" onClick={copy}>{w.copy}</Button></Group>}
        {q.sum.deposit > 0 && <Text size="sm">{w.depositIs(f.money(q.sum.deposit, q.currency), f.money(q.sum.total - q.sum.deposit, q.currency))}</Text>}
        {q.sum.words && <Text size="sm" c="dimmed">{w.inWords}: {q.sum.words}</Text>}
      </Stack>
    </section>
  )
}

/** What the quote says, being written. */
function Writing({ quote: q, may }: { quote: QuoteDetail; may: boolean }) {
  const w = useWords(words)
  const books = usePriceBooks().data?.books.filter((b) => !b.archived) ?? []
  const set = useSetQuote()
  const [c, put] = useState<QuoteContent>(q.content)
  const [lines, setLines] = useState<Line[]>(q.content.lines.length ? q.content.lines : [{ name: '', quantity: 1000, price: 0 }])
  const [discount, give] = useState<number | null | undefined>(q.content.discount || null)
  const change = (part: Partial<QuoteContent>) => put((old) => ({ ...old, ...part }))
  const content = { ...c, lines, discount: discount || 0 }
  const unsaved = JSON.stringify(content) !== JSON.stringify({ ...q.content, lines: q.content.lines.length ? q.content.lines : lines })
  const save = () => set.mutate({ path: { id: q.id }, body: { edition: q.edition, content } })
  useBlocker({ shouldBlockFn: () => may && unsaved && !set.isPending && !window.confirm(w.leaveUnsaved), enableBeforeUnload: may && unsaved })
  return (
    <fieldset disabled={!may} className={`card ${styles.pad}`} style={{ border: 0 }} aria-label={w.what}>
      <Stack gap="sm">
        <TextInput label={w.subject} value={c.title} maxLength={200} onChange={(e) => change({ title: e.currentTarget.value })} />
        <SimpleGrid cols={{ base: 1, xs: 3 }} spacing="sm">
          <DayInput label={w.validUntil} value={c.valid_until} onChange={(valid_until) => change({ valid_until })} />
          <Select label={w.language} allowDeselect={false} value={c.language} data={(['vi', 'en'] as const).map((l) => ({ value: l, label: w.languages[l] }))} onChange={(l) => change({ language: (l ?? 'vi') as 'vi' | 'en' })} />
          <Select label={w.book} allowDeselect={false} value={c.book} data={[{ value: '', label: w.ownPrices }, ...books.map((b) => ({ value: b.key, label: b.name }))]} onChange={(book) => change({ book: book ?? '' })} />
        </SimpleGrid>
        <Textarea label={w.intro} autosize minRows={2} value={c.intro} maxLength={4000} onChange={(e) => change({ intro: e.currentTarget.value })} />
        <Lines lines={lines} discount={discount} currency={c.currency} propose={(p) => proposed(p, c.book, c.currency)} set={setLines} give={give} />
        <Deposit content={c} change={change} />
        <Textarea label={w.terms} autosize minRows={3} value={c.terms} maxLength={8000} onChange={(e) => change({ terms: e.currentTarget.value })} />
        {set.error != null && <Wrong error={set.error} />}
        {may && <Actions quote={q} unsaved={unsaved} save={save} saving={set.isPending} keepable={keepable(lines, discount)} />}
      </Stack>
    </fieldset>
  )
}

/** What is asked for when the customer accepts: a part of the total, or an amount. */
function Deposit({ content: c, change }: { content: QuoteContent; change: (part: Partial<QuoteContent>) => void }) {
  const w = useWords(words)
  const [how, ask] = useState<'none' | 'percent' | 'amount'>(c.deposit_percent ? 'percent' : c.deposit_amount ? 'amount' : 'none')
  return (
    <SimpleGrid cols={{ base: 1, xs: 3 }} spacing="sm">
      <Select label={w.deposit} allowDeselect={false} value={how} data={(['none', 'percent', 'amount'] as const).map((d) => ({ value: d, label: w.deposits[d] }))}
        onChange={(d) => { ask((d ?? 'none') as typeof how); change({ deposit_percent: d === 'percent' ? 30 : undefined, deposit_amount: undefined }) }} />
      {how === 'percent' && <NumberInput label={w.depositPercent} min={1} max={100} allowDecimal={false} suffix=" %" value={c.deposit_percent ?? ''} onChange={(n) => change({ deposit_percent: Number(n) || undefined })} />}
      {how === 'amount' && <MoneyInput label={w.depositAmount} value={c.deposit_amount ?? null} currency={c.currency} onChange={(n) => change({ deposit_amount: n || undefined })} />}
    </SimpleGrid>
  )
}

function Actions({ quote: q, unsaved, save, saving, keepable: ok }: { quote: QuoteDetail; unsaved: boolean; save: () => void; saving: boolean; keepable: boolean }) {
  const w = useWords(words)
  const f = useFormat()
  const [doing, start] = useState<'send' | 'ask'>()
  const needs = !unsaved && (q.leave === 'needed' || q.leave === 'refused')
  return (
    <>
      {!unsaved && q.leave !== 'none' && <Alert variant="light" color={q.leave === 'granted' ? 'green' : q.leave === 'refused' ? 'red' : 'orange'} role="status">{w.leave[q.leave]} {w.off(f.percent(q.sum.off / 100, q.sum.off % 1 ? 1 : 0))}</Alert>}
      {!unsaved && q.changed && q.state !== 'draft' && <Text size="sm" c="dimmed">{w.changed}</Text>}
      <Group gap="xs">
        <Button onClick={save} loading={saving} disabled={!unsaved || !ok} variant={unsaved ? 'filled' : 'default'}>{w.save}</Button>
        {needs ? <Button onClick={() => start('ask')}>{w.ask}</Button>
          : <Button onClick={() => start('send')} disabled={unsaved || q.leave === 'asked' || !q.content.lines.length} variant={unsaved ? 'default' : 'filled'}>{q.versions.length ? w.sendAgain : w.send}</Button>}
        {unsaved && <Text size="sm" c="dimmed">{w.unsaved}</Text>}
      </Group>
      {doing === 'send' && <Send quote={q} close={() => start(undefined)} />}
      {doing === 'ask' && <Ask quote={q} close={() => start(undefined)} />}
    </>
  )
}

function Send({ quote: q, close }: { quote: QuoteDetail; close: () => void }) {
  const w = useWords(words)
  const send = useSendQuote()
  const [mail, write] = useState(true)
  return (
    <Confirm title={w.sendTitle} action={w.send} change={send} close={close} go={() => send.mutate({ path: { id: q.id }, body: { edition: q.edition, mail } }, { onSuccess: close })}>
      {w.sendAbout}
      <Checkbox mt="md" label={w.byMail} checked={mail} onChange={(e) => write(e.currentTarget.checked)} />
    </Confirm>
  )
}

function Ask({ quote: q, close }: { quote: QuoteDetail; close: () => void }) {
  const w = useWords(words)
  const ask = useAskLeave()
  const [reason, say] = useState('')
  return (
    <Modal opened onClose={close} title={<b>{w.ask}</b>}>
      <Stack>
        <Textarea data-autofocus label={w.reason} autosize minRows={3} maxLength={1000} value={reason} onChange={(e) => say(e.currentTarget.value)} />
        {ask.error != null && <Wrong error={ask.error} />}
        <Foot close={close}><Button loading={ask.isPending} onClick={() => ask.mutate({ path: { id: q.id }, body: { edition: q.edition, reason } }, { onSuccess: close })}>{w.ask}</Button></Foot>
      </Stack>
    </Modal>
  )
}

/** What is seldom done. */
function More({ quote: q }: { quote: QuoteDetail }) {
  const w = useWords(words)
  const navigate = useNavigate()
  const withdraw = useWithdrawQuote()
  const remove = useRemoveQuote()
  const [doing, start] = useState<'withdraw' | 'remove'>()
  const close = () => start(undefined)
  if (q.state !== 'sent' && q.versions.length) return null
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target><Button size="xs" variant="default">{w.more}</Button></Menu.Target>
        <Menu.Dropdown>
          {q.state === 'sent' && <Menu.Item onClick={() => start('withdraw')}>{w.withdraw}</Menu.Item>}
          {!q.versions.length && <Menu.Item color="red" onClick={() => start('remove')}>{w.remove}</Menu.Item>}
        </Menu.Dropdown>
      </Menu>
      {doing === 'withdraw' && <Confirm title={w.withdraw} action={w.withdraw} grave change={withdraw} close={close} go={() => withdraw.mutate({ path: { id: q.id } }, { onSuccess: close })}>{w.withdrawAbout}</Confirm>}
      {doing === 'remove' && <Confirm title={w.remove} action={w.remove} grave change={remove} close={close} go={() => remove.mutate({ path: { id: q.id } }, { onSuccess: () => void navigate({ href: '/quotes' }) })}>{w.removeAbout}</Confirm>}
    </>
  )
}
