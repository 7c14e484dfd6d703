import { Stack, Text } from '@mantine/core'
import type { PageProblem } from '../../../shared/client'
import { Confirm } from '../../../shared/Confirm'
import { useWords } from '../../../shared/language'
import { sentence } from '../../../shared/sentence'
import styles from './page.module.css'
import * as words from './words'

/** What could be better about a page: what is so in both languages is said once. */
export function ProblemList({ problems }: { problems: PageProblem[] }) {
  const w = useWords(words)
  const once = problems.filter((p, i) => problems.findIndex((q) => q.block === p.block && q.text === p.text) === i)
  const languages = (p: PageProblem) => problems.filter((q) => q.block === p.block && q.text === p.text).map((q) => w.languages[q.language]).join(', ')
  return (
    <ul className={styles.problems}>
      {once.map((p, i) => <li key={i} data-weight={p.weight}><b>{languages(p)}</b>{p.block > 0 && <> · {w.block(p.block)}</>}<br />{sentence(p.text)}</li>)}
    </ul>
  )
}

interface Props {
  problems: PageProblem[]
  go: () => void
  close: () => void
}

/** It is asked, nothing is done yet. */
const nothing = { isPending: false, error: null }

/** Says before a page is published what visitors will miss; what cannot be published so has no button to go on. */
export function BeforePublishing({ problems, go, close }: Props) {
  const w = useWords(words)
  const refused = problems.some((p) => p.weight === 'refused')
  return (
    <Confirm title={refused ? w.cannot : w.missing} action={w.publishAnyway} lacks={refused} close={close} change={nothing} go={go}>
      <Stack gap="xs"><Text size="sm">{refused ? w.cannotAbout : w.missingAbout}</Text><ProblemList problems={problems} /></Stack>
    </Confirm>
  )
}
