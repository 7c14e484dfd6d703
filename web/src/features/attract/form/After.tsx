import { Checkbox, MultiSelect, Select, SimpleGrid, Stack, TextInput } from '@mantine/core'
import { useWords } from '../../../shared/language'
import { Both } from '../../../shared/Both'
import type { Part } from './BuilderPage'
import styles from './form.module.css'
import { useLists, useRules, useTeams, useTemplates, useUsers } from './queries'
import * as words from './words'

/** What follows an answer: what is said, who is told, where people are put. */
export function After({ draft, put, disabled }: Part) {
  const w = useWords(words)
  const lists = useLists()
  const rules = useRules()
  const users = useUsers()
  const teams = useTeams()
  const letters = (useTemplates().data?.templates ?? []).filter((t) => t.channel === 'email' && t.published > 0 && !t.archived).map((t) => ({ value: t.key, label: t.name }))
  const letter = draft.after.template ?? ''
  const after = (change: object) => put({ after: { ...draft.after, ...change } })
  const named = (all: { id: string; name: string }[] | null | undefined) => (all ?? []).map((o) => ({ value: o.id, label: o.name }))
  return (
    <section className={`card ${styles.pad}`}>
      <Stack gap="sm">
        <Both label={w.thanks} rows={2} value={draft.after.thanks} disabled={disabled} onChange={(thanks) => after({ thanks })} />
        <TextInput type="url" label={w.redirect} description={w.redirectHint} placeholder="https://…" value={draft.after.redirect ?? ''} disabled={disabled} onChange={(e) => after({ redirect: e.currentTarget.value })} />
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <Select label={w.list} description={w.listHint} clearable searchable disabled={disabled} value={draft.after.list || null} onChange={(list) => after({ list: list ?? '' })} data={named(lists.data?.segments?.filter((s) => s.kind === 'list'))} />
          <Select label={w.rule} description={w.ruleHint} clearable searchable disabled={disabled} value={draft.after.rule || null} onChange={(rule) => after({ rule: rule ?? '' })} data={named(rules.data?.rules)} />
          <MultiSelect label={w.notify} searchable disabled={disabled} value={draft.after.notify ?? []} onChange={(notify) => after({ notify })} data={named(users.data?.users)} />
          <Select label={w.team} clearable searchable disabled={disabled} value={draft.after.team || null} onChange={(team) => after({ team: team ?? '' })} data={named(teams.data?.teams)} />
          <Select label={w.template} placeholder={w.templateOwn} description={w.templateHint} clearable searchable disabled={disabled} value={letter || null} onChange={(template) => after({ template: template ?? '' })}
            data={letter === '' || letters.some((l) => l.value === letter) ? letters : [{ value: letter, label: letter }, ...letters]} />
        </SimpleGrid>
        <Checkbox label={w.ticket} description={w.ticketHint} checked={!!draft.after.ticket} disabled={disabled} onChange={(e) => after({ ticket: e.currentTarget.checked })} />
        <Checkbox label={w.lookFirst} description={w.lookHint} checked={!!draft.after.look} disabled={disabled} onChange={(e) => after({ look: e.currentTarget.checked })} />
      </Stack>
    </section>
  )
}
