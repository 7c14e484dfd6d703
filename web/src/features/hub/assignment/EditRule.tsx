import { ActionIcon, Button, Checkbox, Group, Modal, NumberInput, Select, SimpleGrid, Stack, Switch, Text, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { type FormEvent, useState } from 'react'
import type { AssignmentBody, AssignmentRule } from '../../../shared/client'
import { ConditionInput } from '../../../shared/condition/ConditionInput'
import { Foot } from '../../../shared/Foot'
import { Icon } from '../../../shared/Icon'
import { useWords } from '../../../shared/language'
import { TeamSelect } from '../../../shared/record/TeamSelect'
import { UserSelect } from '../../../shared/record/UserSelect'
import { Wrong } from '../../../shared/states'
import { useAddRule, useSetRule } from './queries'
import * as words from './words'

/** What is stated of a rule, to change one thing of it. */
export const bodyOf = (r: AssignmentRule): AssignmentBody => ({
  name: r.name, active: r.active, where: r.where, method: r.method, pool: r.pool.map((s) => ({ user: s.user.id, weight: s.weight })),
  team: (r.team as AssignmentRule['team'] | null)?.id, capacity: r.capacity, load: r.load, hours: r.hours, reclaim: r.reclaim, backlog: r.backlog,
})

/** Makes a rule of assignment, or changes one. */
export function EditRule({ rule, close }: { rule?: AssignmentRule; close: () => void }) {
  const w = useWords(words)
  const add = useAddRule()
  const set = useSetRule()
  const [draft, setDraft] = useState<AssignmentBody>(() => (rule ? bodyOf(rule) : { name: '', active: true, where: '', method: 'in_turn', pool: [], capacity: 0, load: 'waiting', hours: true, reclaim: 8, backlog: false }))
  const put = (change: Partial<AssignmentBody>) => setDraft((old) => ({ ...old, ...change }))
  const names = Object.fromEntries((rule?.pool ?? []).map((s) => [s.user.id, s.user.name]))
  const pool = draft.pool ?? []
  const number = (v: string | number) => Number(v) || 0
  const submit = (e: FormEvent) => {
    e.preventDefault()
    const done = { onSuccess: () => { notifications.show({ message: w.form.saved }); close() } }
    const body = { ...draft, team: draft.team || undefined, pool: pool.filter((s) => s.user) }
    if (rule) set.mutate({ path: { id: rule.id }, body }, done)
    else add.mutate({ body }, done)
  }
  return (
    <Modal opened onClose={close} title={<b>{rule?.name ?? w.add}</b>} size="lg" closeOnClickOutside={false}>
      <form onSubmit={submit}>
        <Stack gap="sm">
          <TextInput label={w.form.name} value={draft.name} onChange={(e) => put({ name: e.currentTarget.value })} required maxLength={200} data-autofocus />
          <ConditionInput type="people" label={w.form.where} value={draft.where ?? ''} change={(where) => put({ where })} />
          <div role="group" aria-label={w.form.pool}>
            <Text size="sm" fw={500}>{w.form.pool}</Text>
            {pool.map((s, i) => (
              <Group key={i} gap="xs" mt={4} wrap="nowrap">
                <UserSelect aria-label={w.form.user} style={{ flex: 1 }} value={s.user || null} name={names[s.user]} onChange={(u) => put({ pool: pool.map((o, j) => (i === j ? { ...o, user: u ?? '' } : o)) })} />
                <NumberInput aria-label={w.form.share} w={84} min={1} max={16} allowDecimal={false} prefix="×" value={s.weight ?? 1} onChange={(v) => put({ pool: pool.map((o, j) => (i === j ? { ...o, weight: Math.max(1, number(v)) } : o)) })} />
                <ActionIcon variant="subtle" color="gray" aria-label={w.form.removeUser(names[s.user] ?? '')} onClick={() => put({ pool: pool.filter((_, j) => j !== i) })}><Icon name="close" size={16} /></ActionIcon>
              </Group>
            ))}
            <Button size="compact-sm" variant="subtle" mt={4} onClick={() => put({ pool: [...pool, { user: '', weight: 1 }] })}>{w.form.addUser}</Button>
          </div>
          <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm" style={{ alignItems: 'end' }}>
            <TeamSelect label={w.form.team} value={draft.team ?? null} name={(rule?.team as AssignmentRule['team'] | null | undefined)?.name} onChange={(t) => put({ team: t ?? undefined })} />
            <Select label={w.form.method} allowDeselect={false} data={(['in_turn', 'least_loaded'] as const).map((m) => ({ value: m, label: w.form.methods[m] }))} value={draft.method} onChange={(m) => m && put({ method: m as 'in_turn' })} />
            <NumberInput label={w.form.capacity} description={w.form.capacityAbout} min={0} max={100000} allowDecimal={false} value={draft.capacity ?? 0} onChange={(v) => put({ capacity: number(v) })} />
            <Select label={w.form.load} allowDeselect={false} data={(['waiting', 'owned'] as const).map((l) => ({ value: l, label: w.form.loads[l] }))} value={draft.load ?? 'waiting'} onChange={(l) => l && put({ load: l as 'waiting' })} />
          </SimpleGrid>
          <NumberInput label={w.form.reclaim} description={w.form.reclaimAbout} min={0} max={10000} allowDecimal={false} value={draft.reclaim ?? 0} onChange={(v) => put({ reclaim: number(v) })} />
          <Checkbox label={w.form.hours} checked={draft.hours ?? false} onChange={(e) => put({ hours: e.currentTarget.checked })} />
          <Checkbox label={w.form.backlog} checked={draft.backlog ?? false} onChange={(e) => put({ backlog: e.currentTarget.checked })} />
          <Switch label={w.form.active} checked={draft.active} onChange={(e) => put({ active: e.currentTarget.checked })} />
          {(add.error ?? set.error) && <Wrong error={add.error ?? set.error} />}
          <Foot close={close}>
            <Button type="submit" loading={add.isPending || set.isPending}>{w.form.save}</Button>
          </Foot>
        </Stack>
      </form>
    </Modal>
  )
}
