import { Anchor, Text } from '@mantine/core'
import { Link, useSearch } from '@tanstack/react-router'
import { useFormat } from '../../../shared/format'
import { useWords } from '../../../shared/language'
import { More } from '../../../shared/More'
import { RowLink } from '../../../shared/RowLink'
import { Screen } from '../../../shared/Screen'
import { Answer, Empty } from '../../../shared/states'
import styles from './home.module.css'
import { useAnswers } from './queries'
import type { CareSearch } from './search'
import * as words from './words'

/** What customers answered when asked how content they were with a ticket. */
export function AnswersPage() {
  const w = useWords(words)
  const f = useFormat()
  const search: CareSearch = useSearch({ strict: false })
  const rows = useAnswers(search)
  return (
    <Screen title={w.answers} lead={w.answersAbout} actions={<Anchor component={Link} to={'/care' as string} size="sm">{w.back}</Anchor>}>
      <Answer query={rows}>
        {({ pages }) => {
          const all = pages.flatMap((p) => p.answers)
          if (!all.length) return <Empty title={w.rowsNone}>{w.contentNone}</Empty>
          return (
            <ul className={styles.rows}>
              {all.map((a) => (
                <li key={a.ticket.id + a.at} className="card">
                  <RowLink to={`/tickets/${a.ticket.id}`}>{a.ticket.number} {a.ticket.name}</RowLink>
                  <Text size="sm"><b className="figures">{w.scoreOf(f.number(a.score))}</b>{a.comment && ` · ${a.comment}`}</Text>
                  <Text size="sm" c="dimmed">{[a.owner?.name ?? w.nobodys, a.ticket.person?.name, f.instant(a.at)].filter(Boolean).join(' · ')}</Text>
                </li>
              ))}
            </ul>
          )
        }}
      </Answer>
      <More of={rows}>{w.more}</More>
    </Screen>
  )
}
