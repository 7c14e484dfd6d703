import { Anchor, Button, Group, Stack, Table, Text } from '@mantine/core'
import { useState } from 'react'
import { type ZaloTemplate, zaloTemplateList, zaloTemplateSync } from '../../../shared/client'
import { useFormat } from '../../../shared/format'
import { useWords } from '../../../shared/language'
import { useChange, useRecords } from '../../../shared/queries'
import { Answer, Loading, Wrong } from '../../../shared/states'
import * as words from './words'

/** The templates Zalo approved, what they cost, and how many messages may still go today. */
export function Templates() {
  const w = useWords(words)
  const f = useFormat()
  const [limit, more] = useState(50)
  const list = useRecords('zalo-templates', zaloTemplateList, { limit })
  const sync = useChange(zaloTemplateSync, { refreshes: ['zalo-templates', 'zalo'] })
  return (
    <Stack gap="xs" mt="lg">
      <b>{w.templates}</b>
      <Text size="sm" c="dimmed">{w.templatesAbout}</Text>
      <Answer query={list}>
        {(a) => (
          <>
            {a.quota.at > 0 && <Text size="sm">{w.quota(f.number(a.quota.remaining), f.number(a.quota.daily), f.instant(new Date(a.quota.at / 1000).toISOString()))}</Text>}
            {a.templates.length ? <List templates={a.templates} /> : <Text size="sm" c="dimmed">{w.noTemplates}</Text>}
            {a.cursor && <Group><Button size="xs" variant="default" onClick={() => more(Math.min(limit * 2, 200))}>{w.more}</Button></Group>}
          </>
        )}
      </Answer>
      {sync.isPending ? <Loading progress={sync.progress} height={60} /> : <Group><Button variant="default" onClick={() => sync.mutate({})}>{w.sync}</Button></Group>}
      {sync.error && <Wrong error={sync.error} />}
    </Stack>
  )
}

function List({ templates }: { templates: ZaloTemplate[] }) {
  const w = useWords(words)
  const f = useFormat()
  return (
    <Table.ScrollContainer minWidth={520}>
      <Table>
        <Table.Thead><Table.Tr><Table.Th>{w.name}</Table.Th><Table.Th>{w.kind}</Table.Th><Table.Th ta="right">{w.price}</Table.Th><Table.Th>{w.state}</Table.Th></Table.Tr></Table.Thead>
        <Table.Tbody>
          {templates.map((t) => (
            <Table.Tr key={t.id}>
              <Table.Td>{t.preview.startsWith('https://') ? <Anchor href={t.preview} target="_blank" rel="noreferrer">{t.name}</Anchor> : t.name}</Table.Td>
              <Table.Td>{w.tags[t.tag]}</Table.Td>
              <Table.Td ta="right" className="figures">{f.money(t.price, 'VND')}</Table.Td>
              <Table.Td>{[w.statuses[t.status] ?? t.status, w.qualities[t.quality]].filter(Boolean).join(', ')}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}
