import { Anchor, Badge, Button, Group, Modal, Radio, Stack, Text, TextInput } from '@mantine/core'
import { Link, useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { Card } from '../../../shared/Card'
import type { BotFlowLine, BotRecipe } from '../../../shared/client'
import { Foot } from '../../../shared/Foot'
import { useWords } from '../../../shared/language'
import { Answer, Empty, Wrong } from '../../../shared/states'
import { useAddFlow, useFlows } from './queries'
import * as words from './words'

/** The flows of talks with the bot: when each begins, and how it stands with it. */
export function FlowsCard() {
  const w = useWords(words)
  const flows = useFlows()
  const [adding, add] = useState(false)
  const all = flows.data?.pages.flatMap((p) => p.flows) ?? []
  const button = <Button size="xs" onClick={() => add(true)}>{w.addFlow}</Button>
  return (
    <Card title={w.flows} lead={w.flowsAbout} actions={all.length > 0 && button}>
      <Answer query={flows}>
        {() => all.length
          ? <Stack component="ul" gap="xs" p={0} mt="sm" style={{ listStyle: 'none' }}>{all.map((f) => <Line key={f.id} flow={f} />)}</Stack>
          : <Empty title={w.noFlows}>{w.noFlowsAbout}<br /><Group justify="center" mt="md">{button}</Group></Empty>}
      </Answer>
      {flows.hasNextPage && <Button variant="default" size="xs" mt="sm" loading={flows.isFetchingNextPage} onClick={() => void flows.fetchNextPage()}>{w.further}</Button>}
      {adding && <NewFlow recipes={flows.data?.pages[0]?.recipes ?? []} close={() => add(false)} />}
    </Card>
  )
}

function Line({ flow: f }: { flow: BotFlowLine }) {
  const w = useWords(words)
  const { greets, pages, words: said, intents } = f.begins
  const begins = [greets && (pages?.length ? w.greetsOn(pages.join(', ')) : w.greetsAll), said?.length && w.saidAny(said.join(', ')), intents?.length && w.wanted(intents.map((i) => w.intents[i as keyof typeof w.intents]).join(', '))].filter(Boolean)
  return (
    <li className="card" style={{ padding: 12 }}>
      <Group justify="space-between" gap="xs" wrap="nowrap" align="start">
        <div style={{ minWidth: 0, overflowWrap: 'anywhere' }}>
          <Anchor component={Link} to={`/settings/bot/${f.id}` as string} c="var(--ink)" fw={600}>{f.name}</Anchor>
          <Text size="xs" c="dimmed">{begins.length ? begins.join(' · ') : w.fromOthers} · {w.stepCount(f.steps)}</Text>
        </div>
        <Badge variant="light" tt="none" style={{ flexShrink: 0 }} color={f.published ? (f.changed ? 'yellow' : 'green') : 'gray'}>{f.published ? (f.changed ? w.liveChanged : w.live) : w.off}</Badge>
      </Group>
    </li>
  )
}

/** Names a flow, takes a recipe or none, and opens it to be written. */
function NewFlow({ recipes, close }: { recipes: BotRecipe[]; close: () => void }) {
  const w = useWords(words)
  const navigate = useNavigate()
  const add = useAddFlow()
  const [name, setName] = useState('')
  const [recipe, choose] = useState(recipes[0]?.key ?? '')
  const submit = (e: FormEvent) => {
    e.preventDefault()
    add.mutate({ body: { name, ...(recipe && { recipe }) } }, { onSuccess: (made) => void navigate({ to: `/settings/bot/${made.id}` as string }) })
  }
  return (
    <Modal opened onClose={close} title={<b>{w.addFlow}</b>}>
      <form onSubmit={submit}>
        <Stack>
          <TextInput data-autofocus label={w.flowName} value={name} onChange={(e) => setName(e.currentTarget.value)} required maxLength={100} />
          <Radio.Group label={w.recipes} value={recipe} onChange={choose}>
            <Stack gap="xs" mt="xs">{[...recipes, { key: '', name: w.blank }].map((r) => <Radio key={r.key} value={r.key} label={r.name} />)}</Stack>
          </Radio.Group>
          {add.error != null && <Wrong error={add.error} />}
          <Foot close={close}><Button type="submit" loading={add.isPending} disabled={!name.trim()}>{w.begin}</Button></Foot>
        </Stack>
      </form>
    </Modal>
  )
}
