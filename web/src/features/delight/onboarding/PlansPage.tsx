import { Anchor, Badge, Button, Group, Modal, Radio, Stack, Text, TextInput } from '@mantine/core'
import { Link, useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import type { OnboardingDefinition, OnboardingPlanLine } from '../../../shared/client'
import { Foot } from '../../../shared/Foot'
import { useFormat } from '../../../shared/format'
import { Icon } from '../../../shared/Icon'
import { useWords } from '../../../shared/language'
import { RowLink } from '../../../shared/RowLink'
import { Screen } from '../../../shared/Screen'
import { useMay } from '../../../shared/session'
import { Answer, Empty, Wrong } from '../../../shared/states'
import styles from './onboarding.module.css'
import { useAddPlan, usePlans } from './queries'
import * as words from './words'

/** The onboarding plans, and how many customers go through them. */
export function PlansPage() {
  const w = useWords(words)
  const may = useMay()('onboarding:plan')
  const plans = usePlans()
  const [adding, add] = useState(false)
  const button = may && <Button size="xs" leftSection={<Icon name="add" size={16} />} onClick={() => add(true)}>{w.addPlan}</Button>
  return (
    <Screen title={w.plans} lead={<>{w.plansAbout}<br /><Anchor component={Link} to={'/onboarding' as string} size="sm">← {w.back}</Anchor></>} actions={button}>
      <Answer query={plans}>
        {({ plans: all }) => all.length
          ? <ul className={styles.all}>{all.map((p) => <Plan key={p.id} plan={p} />)}</ul>
          : <Empty title={w.noPlans}>{w.noPlansDo}<br />{may && <Button mt="md" onClick={() => add(true)}>{w.addPlan}</Button>}</Empty>}
      </Answer>
      {adding && plans.data && <NewPlan usual={plans.data.usual} close={() => add(false)} />}
    </Screen>
  )
}

function Plan({ plan: p }: { plan: OnboardingPlanLine }) {
  const w = useWords(words)
  const f = useFormat()
  return (
    <li className={`card ${styles.line}`}>
      <Group justify="space-between" gap="xs">
        <RowLink to={`/onboarding/plans/${p.id}`} className={styles.name}>{p.name}</RowLink>
        <Badge variant="light" tt="none" color={p.archived ? 'gray' : p.published ? 'green' : 'yellow'}>{p.archived ? w.archived : p.published ? w.version(p.published) : w.notYet}</Badge>
      </Group>
      <Text size="xs" c="dimmed">{w.for} {w.fors[p.for]} · {w.stepCount}: {f.number(p.steps)} · {w.running}: {f.number(p.running)} · {w.finished}: {f.number(p.finished)}</Text>
    </li>
  )
}

function NewPlan({ usual, close }: { usual: OnboardingDefinition; close: () => void }) {
  const w = useWords(words)
  const navigate = useNavigate()
  const add = useAddPlan()
  const [name, setName] = useState('')
  const [ready, setReady] = useState(true)
  const submit = (e: FormEvent) => {
    e.preventDefault()
    add.mutate({ body: { name, draft: ready ? usual : { ...usual, steps: [] } } }, { onSuccess: (made) => void navigate({ to: `/onboarding/plans/${made.id}` as string }) })
  }
  return (
    <Modal opened onClose={close} title={<b>{w.addPlan}</b>}>
      <form onSubmit={submit}>
        <Stack>
          <TextInput data-autofocus label={w.name} description={w.nameHint} value={name} onChange={(e) => setName(e.currentTarget.value)} required maxLength={100} />
          <Radio.Group aria-label={w.addPlan} value={ready ? 'usual' : 'blank'} onChange={(v) => setReady(v === 'usual')}>
            <Stack gap="xs"><Radio value="usual" label={w.usual} /><Radio value="blank" label={w.blank} /></Stack>
          </Radio.Group>
          {add.error && <Wrong error={add.error} />}
          <Foot close={close}><Button type="submit" loading={add.isPending} disabled={!name.trim()}>{w.beginPlan}</Button></Foot>
        </Stack>
      </form>
    </Modal>
  )
}
