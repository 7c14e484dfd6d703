import { Button, Checkbox, Group, NumberInput, Radio, Select, Stack, Switch, Text, Textarea } from '@mantine/core'
import type { ReferralDefinition, ReferralProgrammeAnswer, ReferralReward } from '../../../shared/client'
import { Both } from '../../../shared/Both'
import { ConditionInput } from '../../../shared/condition/ConditionInput'
import { SaveAndPublish, useDraft } from '../../../shared/draft'
import { useLanguage, useWords } from '../../../shared/language'
import { inLanguage } from '../../../shared/record/field'
import { MoneyInput } from '../../../shared/record/MoneyInput'
import { useMay } from '../../../shared/session'
import { Wrong } from '../../../shared/states'
import { usePublishProgramme, useSetProgramme } from './queries'
import styles from './referral.module.css'
import * as words from './words'

const draftOf = ({ draft, open }: ReferralProgrammeAnswer) => ({ draft, open })
const versioned = (a: ReferralProgrammeAnswer) => ({ ...a, id: 'programme' })

/** What is promised to who brings friends: written, saved, published. */
export function Programme({ programme }: { programme: ReferralProgrammeAnswer }) {
  const w = useWords(words)
  const disabled = !useMay()('referrals:write')
  const writing = useProgrammeDraft(programme)
  const { draft, open } = writing.draft
  const put = (change: Partial<ReferralDefinition>) => writing.put((old) => ({ draft: { ...old.draft, ...change } }))
  const part = { draft, put, disabled }
  return (
    <Stack>
      <Group justify="space-between">
        <Text size="sm" c="dimmed" role="status">{{ ...w, published: w.version(writing.saved.published) }[writing.state]}</Text>
        {!disabled && <Group gap="xs"><SaveAndPublish of={writing} /></Group>}
      </Group>
      {writing.error != null && <Wrong error={writing.error} />}
      <Switch label={w.open} description={w.openHint} checked={open} disabled={disabled} onChange={(e) => writing.put({ open: e.currentTarget.checked })} />
      <div className={styles.pair}>
        <Prize label={w.forReferrer} value={draft.referrer} change={(referrer) => put({ referrer })} of={programme} disabled={disabled} />
        <Prize label={w.forFriend} value={draft.friend} change={(friend) => put({ friend })} of={programme} disabled={disabled} />
      </div>
      <When {...part} currency={programme.currency} />
      <Whom {...part} />
      <Texts {...part} />
    </Stack>
  )
}

/** The programme is one: it has no id, and is given one for the draft. */
function useProgrammeDraft(programme: ReferralProgrammeAnswer) {
  const w = useWords(words)
  const set = useSetProgramme()
  const publish = usePublishProgramme()
  return useDraft(versioned(programme), draftOf, {
    save: { ...set, mutate: (asked, then) => set.mutate({ body: asked.body }, { onSuccess: (now) => then.onSuccess(versioned(now)) }) },
    publish: { ...publish, mutate: (_, then) => publish.mutate({}, { onSuccess: (now) => then.onSuccess(versioned(now)) }) },
    published: w.publishedAs,
  })
}

interface Part {
  draft: ReferralDefinition
  put: (change: Partial<ReferralDefinition>) => void
  disabled: boolean
}

interface PrizeProps {
  label: string
  value: ReferralReward
  change: (value: ReferralReward) => void
  of: ReferralProgrammeAnswer
  disabled: boolean
}

function Prize({ label, value, change, of, disabled }: PrizeProps) {
  const w = useWords(words)
  const { language } = useLanguage()
  const rewards = of.rewards ?? []
  return (
    <Stack className={`card ${styles.pad}`} gap="xs">
      <Radio.Group label={label} value={value.kind} onChange={(kind) => change({ ...value, kind: kind as ReferralReward['kind'] })}>
        <Stack gap="xs" mt="xs">
          {(['none', 'cash', 'points', 'voucher'] as const).map((k) => (
            <Radio key={k} value={k} label={w.kinds[k]} disabled={disabled || (k !== value.kind && ((k === 'points' && !of.points) || (k === 'voucher' && !rewards.length)))} />
          ))}
        </Stack>
      </Radio.Group>
      {!of.points && <Text size="xs" c="dimmed">{w.needsLoyalty}</Text>}
      {value.kind === 'cash' && <MoneyInput label={w.amount} currency={of.currency} value={value.amount ?? 0} onChange={(amount) => change({ ...value, amount: amount ?? 0 })} disabled={disabled} />}
      {value.kind === 'points' && <NumberInput label={w.pointsOf} value={value.points ?? 0} min={1} allowDecimal={false} disabled={disabled} onChange={(n) => change({ ...value, points: Number(n) || 0 })} />}
      {value.kind === 'voucher' && <Select label={w.voucherOf} value={value.voucher || null} data={rewards.map((r) => ({ value: r.id, label: inLanguage(r.name, language) }))} disabled={disabled} onChange={(id) => change({ ...value, voucher: id ?? '' })} />}
    </Stack>
  )
}

function When({ draft: d, put, disabled, currency }: Part & { currency: string }) {
  const w = useWords(words)
  const number = (key: 'window' | 'return' | 'limit', min: number, label: string, hint: string) => (
    <NumberInput label={label} description={hint} inputWrapperOrder={['label', 'input', 'description']} value={d[key]} min={min} max={730} allowDecimal={false} disabled={disabled} onChange={(n) => put({ [key]: Number(n) || 0 })} />
  )
  return (
    <div className={`card ${styles.pad} ${styles.pair}`}>
      <MoneyInput label={w.least} description={w.leastHint} currency={currency} value={d.least} onChange={(least) => put({ least: least ?? 0 })} disabled={disabled} />
      {number('window', 1, w.window, w.windowHint)}
      {number('return', 0, w.return, w.returnHint)}
      {number('limit', 0, w.limit, w.limitHint)}
      <Checkbox label={w.takeBack} checked={d.take_back} disabled={disabled} onChange={(e) => put({ take_back: e.currentTarget.checked })} />
      <Textarea label={w.blocks} description={w.blocksHint} value={(d.blocks ?? []).join('\n')} disabled={disabled} autosize minRows={2} onChange={(e) => put({ blocks: e.currentTarget.value.split('\n') })} />
    </div>
  )
}

function Whom({ draft: d, put, disabled }: Part) {
  const w = useWords(words)
  return (
    <Stack className={`card ${styles.pad}`}>
      <Text size="sm">{w.whomAbout}</Text>
      <div className={styles.pair}>
        <NumberInput label={w.orders} value={d.orders} min={0} max={730} allowDecimal={false} disabled={disabled} onChange={(n) => put({ orders: Number(n) || 0 })} />
        <NumberInput label={w.rest} value={d.rest} min={0} max={730} allowDecimal={false} disabled={disabled} onChange={(n) => put({ rest: Number(n) || 0 })} />
      </div>
      <ConditionInput type="people" label={w.whom} value={d.whom ?? ''} disabled={disabled} change={(whom) => put({ whom })} />
      <Group><Button size="compact-sm" variant="default" disabled={disabled} onClick={() => put({ whom: happy })}>{w.happy}</Button></Group>
    </Stack>
  )
}

/** Who gave 9 or 10 within a year. */
const happy = 'did("Survey Answered", within 52w, kind = nps and score >= 9 and score <= 10) >= 1'

function Texts({ draft: d, put, disabled }: Part) {
  const w = useWords(words)
  const text = (key: 'title' | 'text' | 'share' | 'terms', rows: number, hint?: string) => <Both label={w.texts[key]} value={d[key]} onChange={(value) => put({ [key]: value })} rows={rows} longest={4000} hint={hint} disabled={disabled} />
  return (
    <Stack className={`card ${styles.pad}`}>
      <Checkbox label={w.named} checked={d.named} disabled={disabled} onChange={(e) => put({ named: e.currentTarget.checked })} />
      {text('title', 1, w.titleHint)}
      {text('text', 3)}
      {text('share', 2, w.shareHint)}
      {text('terms', 3)}
    </Stack>
  )
}
