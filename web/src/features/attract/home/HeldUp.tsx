import { Anchor, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useFormat } from '../../../shared/format'
import { useWords } from '../../../shared/language'
import { Part } from '../../../shared/Part'
import * as refusal from '../../../shared/refusal'
import { RowLink } from '../../../shared/RowLink'
import { useCampaigns, useResults } from './queries'
import * as words from './words'

/** Of how many campaigns it is asked what became of their messages. */
const most = 6

/** What the gate holds or refuses, and what came back, of the campaigns under way or due, with the reason and the article it rests on. */
export function HeldUp() {
  const w = useWords(words)
  const { reasons, article } = useWords(refusal)
  const f = useFormat()
  const campaigns = useCampaigns()
  const results = useResults((campaigns.data?.campaigns ?? []).filter((c) => ['running', 'scheduled', 'paused'].includes(c.state)).slice(0, most))
  const shown = results.flatMap(({ campaign, states }) => states.filter((s) => s.state in w.states).map((s) => ({ ...s, campaign })))
  return (
    <Part title={w.held} to="/campaigns" query={campaigns} none={w.heldNone}
      lines={() => shown.sort((a, b) => b.count - a.count).slice(0, 8).map((s) => (
        <>
          <span>{w.states[s.state as keyof typeof w.states]}{s.reason && `: ${refusal.sayReason(reasons, s.reason)}`}{s.article && <Text size="xs" c="dimmed">{article(s.article)}</Text>}</span>
          <span className="figures"><RowLink className="door" to={`/campaigns/${s.campaign.id}`}>{f.number(s.count)}</RowLink> <Text span size="sm" c="dimmed">{s.campaign.name}</Text></span>
        </>
      ))}
      foot={() => <Anchor component={Link} to={'/events?name=Message+Refused' as string} size="sm" mt="xs" display="block">{w.heldAll}</Anchor>} />
  )
}
