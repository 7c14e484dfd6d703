import { Anchor, Button, Checkbox, Group, Select, Slider, Stack, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { Link } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { Both } from '../../../shared/Both'
import { Card } from '../../../shared/Card'
import type { BotAnswer, BotFigures, BotPage as Bookable, BotSettings } from '../../../shared/client'
import { useFormat } from '../../../shared/format'
import { useWords } from '../../../shared/language'
import { useMay } from '../../../shared/session'
import { Answer, Wrong } from '../../../shared/states'
import { FlowsCard } from './FlowsCard'
import { ModelCard } from './ModelCard'
import { Questions } from './Questions'
import { useBot, useBotFigures, useSetBot } from './queries'
import * as words from './words'

/** The bot that answers visitors of the chat first: how it is, how it fares, and what it did not know. */
export function BotPage() {
  const w = useWords(words)
  const may = useMay()
  return (
    <Stack>
      {may('workspace:write') && <Card title={w.title} lead={w.about}><Settings /></Card>}
      <Card title={w.fares} lead={w.faresAbout}><Fares /></Card>
      <Card title={w.unknown} lead={w.unknownAbout}><Questions /></Card>
      {may('workspace:write') && <FlowsCard />}
      {may('workspace:write') && <ModelCard />}
    </Stack>
  )
}

const Settings = () => <Answer query={useBot()}>{({ pages, ...set }: BotAnswer) => <Form set={set} pages={pages} />}</Answer>

function Form({ set, pages }: { set: BotSettings; pages: Bookable[] }) {
  const w = useWords(words)
  const f = useFormat()
  const [bot, setBot] = useState(set)
  const put = (change: Partial<BotSettings>) => setBot((old) => ({ ...old, ...change }))
  const save = useSetBot()
  const submit = (e: FormEvent) => {
    e.preventDefault()
    save.mutate({ body: bot }, { onSuccess: () => notifications.show({ message: w.saved }) })
  }
  const page = pages.find((p) => p.key === bot.page)
  return (
    <form onSubmit={submit}>
      <Stack gap="sm" mt="sm">
        <Checkbox label={w.on} description={w.onHint} checked={bot.on} onChange={(e) => put({ on: e.currentTarget.checked })} />
        <Both label={w.name} hint={w.nameHint} longest={60} value={bot.name} onChange={(name) => put({ name })} />
        <div>
          <Text size="sm" fw={500} id="bot-sure">{w.sure}: {f.percent(bot.sure)}</Text>
          <Text size="xs" c="dimmed">{bot.sure < 0.45 ? w.bold : bot.sure > 0.7 ? w.careful : w.balanced}</Text>
          <Slider maw={420} mt="xs" aria-labelledby="bot-sure" thumbLabel={w.sure} min={0.3} max={0.95} step={0.05} value={bot.sure} onChange={(sure) => put({ sure: Math.round(sure * 100) / 100 })} label={(n) => f.percent(n)} />
        </div>
        <Select label={w.page} description={pages.length ? w.pageHint : w.noPages} maw={420} clearable value={bot.page || null} onChange={(key) => put({ page: key ?? '' })} data={pages.map((p) => ({ value: p.key, label: p.name || p.key }))} />
        {page && !page.in_talk && <Text size="sm" c="dimmed">{w.linked}</Text>}
        {save.error && <Wrong error={save.error} />}
        <Group><Button type="submit" loading={save.isPending}>{w.save}</Button><Anchor href="/chat/page" target="_blank" size="sm">{w.see}</Anchor><Anchor component={Link} to="/articles" size="sm">{w.articles}</Anchor></Group>
      </Stack>
    </form>
  )
}

const Fares = () => <Answer query={useBotFigures()}>{(n: BotFigures) => <Figures n={n} />}</Answer>

function Figures({ n }: { n: BotFigures }) {
  const w = useWords(words)
  const f = useFormat()
  const judged = n.helped + n.failed
  if (!n.answered && !n.unknown && !n.handed) return <Text size="sm" c="dimmed" mt="xs">{w.nothing}</Text>
  const all: [string, string][] = [[w.answered, f.number(n.answered)], [w.notKnown, f.number(n.unknown)], [w.handed, f.number(n.handed)], [w.booked, f.number(n.booked)],
    [w.helped, judged ? `${f.percent(n.helped / judged)} (${f.number(n.helped)}/${f.number(judged)})` : w.noJudge]]
  return (
    <Group component="dl" gap="xl" my="sm">
      {all.map(([name, value]) => <div key={name}><Text component="dt" size="sm" c="dimmed">{name}</Text><Text component="dd" m={0} fw={600} className="figures">{value}</Text></div>)}
    </Group>
  )
}
