import { Badge, Button, Checkbox, Group, Modal, NumberInput, Select, SimpleGrid, Stack, Switch, Text, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { type FormEvent, useState } from 'react'
import { Card } from '../../../shared/Card'
import type { TaskRule, TaskRuleBody } from '../../../shared/client'
import { ConditionInput } from '../../../shared/condition/ConditionInput'
import { Confirm } from '../../../shared/Confirm'
import { Foot } from '../../../shared/Foot'
import { useWords } from '../../../shared/language'
import { UserSelect } from '../../../shared/record/UserSelect'
import { useMay } from '../../../shared/session'
import { Answer, Empty, Wrong } from '../../../shared/states'
import { useAddRule, useRemoveRule, useRules, useSetRule } from './queries'
import styles from './task.module.css'
import * as words from './words'

const occasions = ['untouched', 'birthday', 'order'] as const

/** The rules that make tasks by themselves. */
export function RulesPage() {
  const w = useWords(words)
  const may = useMay()('rules:write')
  const rules = useRules()
  const [adding, add] = useState(false)
  return (
    <Card title={w.rules.title} lead={w.rules.about} actions={may && <Button size="sm" onClick={() => add(true)}>{w.rules.add}</Button>}>
      <Answer query={rules}>
        {({ rules }) => rules.length ? <ul className={styles.rules}>{rules.map((r) => <Row key={r.id} rule={r} may={may} />)}</ul> : <Empty title={w.rules.none}>{w.rules.noneAbout}</Empty>}
      </Answer>
      {adding && <EditRule close={() => add(false)} />}
    </Card>
  )
}

function Row({ rule, may }: { rule: TaskRule; may: boolean }) {
  const w = useWords(words)
  const [open, show] = useState<'edit' | 'remove'>()
  return (
    <li>
      <div>
        <b>{rule.name}</b> {!rule.active && <Badge size="sm" variant="light" color="gray" tt="none">{w.rules.off}</Badge>}
        <Text size="sm" c="dimmed">{[w.rules.says[rule.when](rule.days, rule.working ?? false), rule.where].filter(Boolean).join(' · ')}</Text>
        <Text size="sm">{rule.title}{rule.open > 0 && <Text span c="dimmed"> · {w.rules.open(rule.open)}</Text>}</Text>
      </div>
      {may && (
        <Group gap="xs" wrap="nowrap" align="flex-start">
          <Button size="compact-sm" variant="default" onClick={() => show('edit')}>{w.rules.edit}</Button>
          <Button size="compact-sm" variant="subtle" color="red" onClick={() => show('remove')}>{w.rules.remove}</Button>
        </Group>
      )}
      {open === 'edit' && <EditRule rule={rule} close={() => show(undefined)} />}
      {open === 'remove' && <Remove rule={rule} close={() => show(undefined)} />}
    </li>
  )
}

/** Makes a rule, or changes one. A new one begins as what most need first. */
function EditRule({ rule, close }: { rule?: TaskRule; close: () => void }) {
  const w = useWords(words)
  const add = useAddRule()
  const set = useSetRule()
  const [draft, setDraft] = useState<TaskRuleBody>(() => rule
    ? { name: rule.name, active: rule.active, when: rule.when, where: rule.where ?? '', days: rule.days, working: rule.working, title: rule.title, kind: rule.kind, within: rule.within, owner: (rule.owner as TaskRule['owner'] | null)?.id, team: (rule.team as TaskRule['team'] | null)?.id }
    : { name: '', active: true, when: 'untouched', where: 'stage = prospect', days: 3, working: true, title: w.rules.ready, kind: 'call', within: 1 })
  const put = (change: Partial<TaskRuleBody>) => setDraft((old) => ({ ...old, ...change }))
  const submit = (e: FormEvent) => {
    e.preventDefault()
    const body = { ...draft, where: draft.where?.trim() || undefined, owner: draft.owner || undefined, team: draft.team || undefined }
    const done = { onSuccess: () => { notifications.show({ message: w.form.saved }); close() } }
    if (rule) set.mutate({ path: { id: rule.id }, body }, done)
    else add.mutate({ body }, done)
  }
  const number = (v: string | number) => Number(v) || 0
  return (
    <Modal opened onClose={close} title={<b>{rule?.name ?? w.rules.add}</b>} size="lg" closeOnClickOutside={false}>
      <form onSubmit={submit}>
        <Stack gap="sm">
          <TextInput label={w.rules.name} value={draft.name} onChange={(e) => put({ name: e.currentTarget.value })} required maxLength={200} data-autofocus />
          <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
            <Select label={w.rules.whenLabel} data={occasions.map((o) => ({ value: o, label: w.rules.when[o] }))} value={draft.when} allowDeselect={false}
              onChange={(v) => v && put({ when: v as TaskRuleBody['when'], where: '' })} />
            <NumberInput label={w.rules.days[draft.when]} value={draft.days} min={draft.when === 'untouched' ? 1 : 0} max={1000} allowDecimal={false} onChange={(v) => put({ days: number(v) })} />
          </SimpleGrid>
          {draft.when !== 'birthday' && <Checkbox label={w.rules.working} checked={draft.working ?? false} onChange={(e) => put({ working: e.currentTarget.checked })} />}
          <ConditionInput key={draft.when} type={draft.when === 'order' ? 'orders' : 'people'} label={w.rules.where} value={draft.where ?? ''} change={(where) => put({ where })} />
          <TextInput label={w.rules.task} description={w.rules.taskHint} value={draft.title} onChange={(e) => put({ title: e.currentTarget.value })} required maxLength={300} />
          <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
            <Select label={w.form.kind} data={(['todo', 'call', 'meeting', 'email'] as const).map((k) => ({ value: k, label: w.kinds[k] }))} value={draft.kind} allowDeselect={false} onChange={(k) => k && put({ kind: k as TaskRuleBody['kind'] })} />
            <NumberInput label={w.rules.within} value={draft.within} min={0} max={100} allowDecimal={false} onChange={(v) => put({ within: number(v) })} />
          </SimpleGrid>
          <UserSelect label={w.rules.fallback} value={draft.owner ?? null} onChange={(u) => put({ owner: u ?? '' })} name={(rule?.owner as TaskRule['owner'] | null | undefined)?.name} />
          <Switch label={w.rules.active} checked={draft.active} onChange={(e) => put({ active: e.currentTarget.checked })} />
          {(add.error ?? set.error) && <Wrong error={add.error ?? set.error} />}
          <Foot close={close}>
            <Button type="submit" loading={add.isPending || set.isPending}>{w.form.save}</Button>
          </Foot>
        </Stack>
      </form>
    </Modal>
  )
}

function Remove({ rule, close }: { rule: TaskRule; close: () => void }) {
  const w = useWords(words)
  const remove = useRemoveRule()
  const go = () => remove.mutate({ path: { id: rule.id } }, { onSuccess: close })
  return <Confirm grave title={w.rules.removeTitle(rule.name)} action={w.rules.remove} go={go} close={close} change={remove}>{w.rules.removeText}</Confirm>
}
