import { Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { Icon } from '../../../shared/Icon'
import { useWords } from '../../../shared/language'
import { useCampaigns, useForms, useWorkflows } from './queries'
import styles from './home.module.css'
import * as words from './words'

/** The way from an empty house to a wheel that turns, ticked off by what really happened. It goes when it is walked. */
export function Way() {
  const w = useWords(words)
  const forms = useForms().data?.forms
  const workflows = useWorkflows().data?.workflows
  const campaigns = useCampaigns().data?.campaigns
  if (!forms || !workflows || !campaigns) return null
  const steps: { name: keyof typeof w.steps; to: string; done: boolean }[] = [
    { name: 'form', to: '/forms', done: forms.some((f) => f.published > 0) },
    { name: 'leads', to: '/forms', done: forms.some((f) => f.submits > 0) },
    { name: 'welcome', to: '/workflows', done: workflows.some((one) => one.version > 0) },
    { name: 'campaign', to: '/campaigns', done: campaigns.some((c) => c.plan.holdout > 0) },
    { name: 'lift', to: '/campaigns', done: campaigns.some((c) => c.plan.holdout > 0 && c.sent > 0) },
  ]
  const done = steps.filter((s) => s.done).length
  if (done === steps.length) return null
  return (
    <section className={`card ${styles.way}`} aria-label={w.way}>
      <div className="card-head"><h2>{w.way}</h2><Text size="sm" c="dimmed" className="figures">{w.done(done, steps.length)}</Text></div>
      <ol>
        {[...steps, { name: 'wheel' as const, to: '/', done: false }].map((s, i) => (
          <li key={s.name} data-done={s.done || undefined}>
            <span className={styles.number} aria-hidden>{s.done ? <Icon name="check" size={14} /> : s.name === 'wheel' ? <Icon name="wheel" size={14} /> : i + 1}</span>
            {s.done ? <span>{w.steps[s.name]} <Text span size="xs" c="dimmed">({w.isDone})</Text></span> : <Link to={s.to}>{w.steps[s.name]}</Link>}
            {!s.done && <Text size="xs" c="dimmed" className={styles.about}>{w.stepsAbout[s.name]}</Text>}
          </li>
        ))}
      </ol>
    </section>
  )
}
