import { Text } from '@mantine/core'
import type { WorkflowLine } from '../../../shared/client'
import { useFormat } from '../../../shared/format'
import { useWords } from '../../../shared/language'
import { sentence } from '../../../shared/sentence'
import { Answer } from '../../../shared/states'
import { useSayLine } from '../../../shared/workflow'
import { useHistory } from './queries'
import * as words from './runWords'
import styles from './workflow.module.css'

/** One person's way, line by line, with the reason of what was left undone. */
export function RunHistory({ id, run }: { id: string; run: string }) {
  const history = useHistory(id, run)
  return <Answer query={history} height={60}>{(a) => <ol className={styles.lines}>{a.lines.map((l) => <HistoryLine key={l.id} line={l} />)}</ol>}</Answer>
}

function HistoryLine({ line }: { line: WorkflowLine }) {
  const w = useWords(words)
  const f = useFormat()
  const say = useSayLine()
  return (
    <li>
      <Text size="sm">{line.name ? <><b>{line.name}:</b> {say(line)}</> : sentence(say(line))}</Text>
      {line.why && <Text size="sm" c="var(--bad)">{w.notDone}: {line.why}</Text>}
      <Text size="xs" c="dimmed" className="figures">{f.second(line.at)}</Text>
    </li>
  )
}
