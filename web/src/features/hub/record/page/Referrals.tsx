import { Button, CopyButton, Group, Text } from '@mantine/core'
import { personReferralInvite, personReferrals, type ReferralShown } from '../../../../shared/client'
import { useFormat } from '../../../../shared/format'
import { useWords } from '../../../../shared/language'
import { useChange } from '../../../../shared/queries'
import { RowLink } from '../../../../shared/RowLink'
import { useMay } from '../../../../shared/session'
import { Wrong } from '../../../../shared/states'
import * as words from './referralWords'
import styles from './page.module.css'
import { useOf } from './queries'

/** Who brought somebody, whom they brought, their link, and inviting them to bring friends. */
export function Referrals({ id }: { id: string }) {
  const w = useWords(words)
  const f = useFormat()
  const may = useMay()('people:send')
  const answer = useOf(id, 'referrals', personReferrals).data
  const invite = useChange(personReferralInvite, { refreshes: ['records', 'referrals', 'timeline'] })
  if (!answer) return null
  const brought = answer.brought ?? []
  return (
    <section className={styles.group} aria-label={w.title}>
      <h3>{w.title}</h3>
      {answer.by && <Line one={answer.by} of={answer.by.referrer} says={w.by} />}
      {brought.map((r) => <Line key={r.id} one={r} of={r.friend} says={w.brought} />)}
      {answer.total > brought.length && <Text size="xs" c="dimmed">{w.further(f.number(answer.total - brought.length))}</Text>}
      {!answer.by && !brought.length && <Text size="sm" c="dimmed">{w.nobody}</Text>}
      <Group gap={6} mt={4}>
        {answer.link && <CopyButton value={answer.link}>{({ copied, copy }) => <Button size="compact-xs" variant="subtle" onClick={copy}>{copied ? w.copied : w.copy}</Button>}</CopyButton>}
        {may && <Button size="compact-xs" variant="subtle" loading={invite.isPending} onClick={() => invite.mutate({ path: { id } })}>{w.invite}</Button>}
        {answer.invited && <Text size="xs" c="dimmed">{w.invited(f.day(answer.invited))}</Text>}
      </Group>
      {invite.error && <Wrong error={invite.error} />}
    </section>
  )
}

function Line({ one: r, of, says }: { one: ReferralShown; of: ReferralShown['friend']; says: string }) {
  const w = useWords(words)
  const f = useFormat()
  return (
    <div className={styles.relation}>
      <div>
        {says} {of ? <RowLink to={`/people/${of.id}`}>{of.name || w.somebody}</RowLink> : w.somebody}
        <Text size="xs" c="dimmed">{w.states[r.state]}</Text>
      </div>
      <Text size="xs" c="dimmed" title={f.instant(r.accepted_at)} style={{ flexShrink: 0 }}>{f.day(r.accepted_at)}</Text>
    </div>
  )
}
