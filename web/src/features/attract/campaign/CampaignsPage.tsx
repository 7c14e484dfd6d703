import { Badge, Button, Group, Modal, SegmentedControl, Text, TextInput } from '@mantine/core'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import type { Campaign } from '../../../shared/client'
import { Foot } from '../../../shared/Foot'
import { useGoalName } from '../../../shared/EventPicker'
import { useFormat } from '../../../shared/format'
import { Icon } from '../../../shared/Icon'
import { useWords } from '../../../shared/language'
import { type ScreenSearch, useQuestion } from '../../../shared/question'
import { RowLink } from '../../../shared/RowLink'
import { Screen } from '../../../shared/Screen'
import { useMay, useZone } from '../../../shared/session'
import { Answer, Empty, Wrong } from '../../../shared/states'
import styles from './campaign.module.css'
import { byMonth, ranIn } from './month'
import { useAddCampaign, useCampaigns } from './queries'
import * as words from './words'

/** The campaigns, as a list or by the month they begin in. */
export function CampaignsPage() {
  const w = useWords(words)
  const may = useMay()('campaigns:write')
  const campaigns = useCampaigns()
  const { from } = useSearch({ strict: false })
  const period = useQuestion()
  const zone = useZone()
  const [adding, add] = useState(false)
  const [look, show] = useState('list')
  const actions = (
    <>
      <SegmentedControl size="xs" value={look} onChange={show} data={[{ value: 'list', label: w.list }, { value: 'calendar', label: w.calendar }]} />
      {may && <Button size="xs" leftSection={<Icon name="add" size={16} />} onClick={() => add(true)}>{w.add}</Button>}
    </>
  )
  return (
    <Screen title={w.title} lead={w.about} actions={actions}>
      <Answer query={campaigns}>
        {({ campaigns: all }) => {
          if (!all?.length) return <Empty title={w.none}>{w.noneDo}<br />{may && <Button mt="md" onClick={() => add(true)}>{w.add}</Button>}</Empty>
          const shown = from ? ranIn(all, period.from, period.to, zone) : all
          return (
            <>
              {from && <Ran period={period} none={shown.length === 0} />}
              {look === 'list' ? <All campaigns={shown} /> : <Calendar campaigns={shown} />}
            </>
          )
        }}
      </Answer>
      {adding && <NewCampaign close={() => add(false)} />}
    </Screen>
  )
}

/** Says in which days the campaigns shown ran, as the wheel was looked at, and leads to all of them. */
function Ran({ period, none }: { period: { from: string; to: string }; none: boolean }) {
  const w = useWords(words)
  const f = useFormat()
  const navigate = useNavigate()
  const all = () => void navigate({ to: '/campaigns', search: (({ from: _, to: __, ...rest }: ScreenSearch) => rest) as never })
  return (
    <Group gap="xs" mb="sm">
      <Text size="sm">{(none ? w.ranNone : w.ran)(f.period(period.from, period.to))}</Text>
      <Button size="compact-sm" variant="default" onClick={all}>{w.ranAll}</Button>
    </Group>
  )
}

const All = ({ campaigns }: { campaigns: Campaign[] }) => <ul className={styles.all}>{campaigns.map((c) => <Line key={c.id} campaign={c} />)}</ul>

export const colours: Record<string, string> = { draft: 'gray', scheduled: 'blue', running: 'green', paused: 'yellow', finished: 'gray', stopped: 'red' }

function Line({ campaign: c }: { campaign: Campaign }) {
  const w = useWords(words)
  const f = useFormat()
  const goal = useGoalName()
  return (
    <li className="card">
      <Group justify="space-between" gap="xs">
        <RowLink to={`/campaigns/${c.id}`}>{c.name}</RowLink>
        <Badge variant="light" color={colours[c.state]} tt="none">{w.states[c.state]}</Badge>
      </Group>
      <Text size="xs" c="dimmed">{[goal(c.plan.goal.event), c.state === 'draft' ? f.instant(c.updated_at) : w.line(f.number(c.people), f.number(c.sent)), c.start_at && f.instant(c.start_at)].filter(Boolean).join(' · ')}</Text>
    </li>
  )
}

/** By month, in the order they begin. */
function Calendar({ campaigns }: { campaigns: Campaign[] }) {
  const w = useWords(words)
  const f = useFormat()
  return byMonth(campaigns).map(({ month, list }) => (
    <section key={month}>
      <h2 className={styles.month}>{month === '' ? w.noDate : f.period(`${month}-01`, following(month))}</h2>
      <All campaigns={list} />
    </section>
  ))
}

function following(month: string): string {
  const [year, m] = month.split('-').map(Number) as [number, number]
  return m === 12 ? `${year + 1}-01-01` : `${year}-${String(m + 1).padStart(2, '0')}-01`
}

/** Names a campaign and opens it to be planned. */
function NewCampaign({ close }: { close: () => void }) {
  const w = useWords(words)
  const navigate = useNavigate()
  const add = useAddCampaign()
  const [name, setName] = useState('')
  const go = (e: FormEvent) => {
    e.preventDefault()
    add.mutate({ body: { name } }, { onSuccess: (made) => void navigate({ to: '/campaigns/$id', params: { id: made.id } }) })
  }
  return (
    <Modal opened onClose={close} title={<b>{w.add}</b>}>
      <form onSubmit={go}>
        <TextInput label={w.name} value={name} onChange={(e) => setName(e.target.value)} required maxLength={100} data-autofocus />
        {add.error && <Wrong error={add.error} />}
        <Foot close={close}><Button type="submit" loading={add.isPending}>{w.create}</Button></Foot>
      </form>
    </Modal>
  )
}
