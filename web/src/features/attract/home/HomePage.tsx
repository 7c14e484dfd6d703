import { Anchor, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useFormat } from '../../../shared/format'
import { useWords } from '../../../shared/language'
import { Part, Parts } from '../../../shared/Part'
import { RowLink } from '../../../shared/RowLink'
import { Screen } from '../../../shared/Screen'
import { useMay } from '../../../shared/session'
import { HeldUp } from './HeldUp'
import styles from './home.module.css'
import { Growth, Health, Promising } from './People'
import { useCampaigns, useForms, useWorkflows } from './queries'
import { Way } from './Way'
import * as words from './words'

/** Where a marketer begins the day: what runs, what it brings, what holds it up, and what to do next. */
export function HomePage() {
  const w = useWords(words)
  const may = useMay()
  return (
    <Screen title={w.title} lead={w.about}>
      <Way />
      <div className={styles.home}>
        <Parts>
          {may('campaigns:read') && <Campaigns />}
          {may('forms:read') && <Forms />}
          {may('workflows:read') && <Workflows />}
          {may('campaigns:read') && <HeldUp />}
          {may('segments:read') && <Growth />}
          {may('people:read') && <Promising />}
          {may('workspace:write') && <Health />}
        </Parts>
      </div>
    </Screen>
  )
}

function Campaigns() {
  const w = useWords(words)
  const f = useFormat()
  return (
    <Part title={w.campaigns} to="/campaigns" query={useCampaigns()} none={w.campaignsNone}
      lines={({ campaigns }) => campaigns.filter((c) => ['running', 'scheduled', 'paused'].includes(c.state)).map((c) => (
        <>
          <RowLink to={`/campaigns/${c.id}`}>{c.name}</RowLink>
          <Text size="sm" c="dimmed" className="figures">{[w.campaignStates[c.state], c.state === 'scheduled' ? f.instant(c.start_at) : w.sent(c.sent, f.number(c.sent)), c.queued > 0 && w.waiting(c.queued, f.number(c.queued))].filter(Boolean).join(' · ')}</Text>
        </>
      ))} />
  )
}

function Forms() {
  const w = useWords(words)
  const f = useFormat()
  return (
    <Part title={w.forms} to="/forms" query={useForms()} none={w.formsNone}
      lines={({ forms }) => forms.filter((one) => one.published > 0 && !one.archived).sort((a, b) => b.submits - a.submits).slice(0, 6).map((one) => (
        <>
          <RowLink to={`/forms/${one.id}`}>{one.name}</RowLink>
          <span className="figures"><RowLink className="door" to={`/forms/${one.id}`}>{w.leads(one.submits, f.number(one.submits))}</RowLink> <Text span size="sm" c="dimmed">{w.views(one.views, f.number(one.views))}</Text></span>
        </>
      ))}
      foot={({ waiting }) => waiting > 0 && <Anchor component={Link} to="/forms" size="sm">{w.toLook(waiting, f.number(waiting))}</Anchor>} />
  )
}

function Workflows() {
  const w = useWords(words)
  const f = useFormat()
  return (
    <Part title={w.workflows} to="/workflows" query={useWorkflows()} none={w.workflowsNone}
      lines={({ workflows }) => workflows.filter((one) => one.state === 'active').slice(0, 6).map(({ id, name, people }) => (
        <>
          <RowLink to={`/workflows/${id}`}>{name}</RowLink>
          <span className="figures">
            <RowLink className="door" to={`/workflows/${id}?people=under_way`}>{w.underWay(people.under_way, f.number(people.under_way))}</RowLink>
            {people.failed > 0 && <> · <RowLink className="door" to={`/workflows/${id}?people=failed`}>{w.failed(people.failed, f.number(people.failed))}</RowLink></>}
          </span>
        </>
      ))} />
  )
}
