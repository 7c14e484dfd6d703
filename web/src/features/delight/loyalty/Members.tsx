import { Badge, Button, Group, Table, Text } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import type { LoyaltyAnswer } from '../../../shared/client'
import { useFormat } from '../../../shared/format'
import { useLanguage, useWords } from '../../../shared/language'
import { More } from '../../../shared/More'
import { inLanguage } from '../../../shared/record/field'
import { RowLink } from '../../../shared/RowLink'
import { Answer, Empty } from '../../../shared/states'
import { useMembers } from './queries'
import * as words from './words'

/** Who has points, how many, and which tier. */
export function Members({ loyalty, tier }: { loyalty: LoyaltyAnswer; tier?: string }) {
  const w = useWords(words)
  const f = useFormat()
  const members = useMembers(tier)
  const named = useTier(loyalty)
  const whole = Object.values(loyalty.members).reduce((sum, n) => sum + n, 0)
  return (
    <>
      <TierChoice loyalty={loyalty} tier={tier} whole={whole} />
      <Answer query={members}>
        {({ pages }) => {
          const all = pages.flatMap((p) => p.members ?? [])
          return all.length ? (
            <Table.ScrollContainer minWidth={360}>
              <Table>
                <Table.Thead><Table.Tr><Table.Th>{w.member}</Table.Th><Table.Th ta="right">{w.available}</Table.Th><Table.Th ta="right">{w.pending}</Table.Th><Table.Th>{w.tier}</Table.Th></Table.Tr></Table.Thead>
                <Table.Tbody>
                  {all.map((m) => (
                    <Table.Tr key={m.person}>
                      <Table.Td><RowLink to={`/people/${m.person}`}>{m.name || m.person}</RowLink></Table.Td>
                      <Table.Td ta="right" className="figures">{f.number(m.available - m.owed)}</Table.Td>
                      <Table.Td ta="right" className="figures">{f.number(m.pending)}</Table.Td>
                      <Table.Td>{m.tier ? <Badge variant="light" tt="none" miw="max-content">{named(m.tier)}</Badge> : '—'}</Table.Td>
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
            </Table.ScrollContainer>
          ) : <Empty title={w.noMembers}>{w.noMembersDo}</Empty>
        }}
      </Answer>
      <More of={members}>{w.more}</More>
    </>
  )
}

/** What a tier is called, by its key. */
function useTier(loyalty: LoyaltyAnswer) {
  const { language } = useLanguage()
  return (key: string) => {
    const tier = loyalty.draft.tiers?.find((t) => t.key === key)
    return tier ? inLanguage(tier.name, language) : key
  }
}

/** How many members have each tier; one of them chooses whom the list shows. */
function TierChoice({ loyalty, tier, whole }: { loyalty: LoyaltyAnswer; tier?: string; whole: number }) {
  const w = useWords(words)
  const f = useFormat()
  const navigate = useNavigate()
  const named = useTier(loyalty)
  const choose = (key?: string) => void navigate({ to: '/loyalty' as never, search: { part: 'members', tier: key } as never })
  return (
    <Group gap="xs" mb="md">
      <Text size="sm">{w.members(whole, f.number(whole))}</Text>
      {Object.entries(loyalty.members).filter(([key]) => key).map(([key, n]) => (
        <Button key={key} size="compact-sm" variant={key === tier ? 'filled' : 'default'} aria-pressed={key === tier} onClick={() => choose(key === tier ? undefined : key)}>{named(key)} · {f.number(n)}</Button>
      ))}
    </Group>
  )
}
