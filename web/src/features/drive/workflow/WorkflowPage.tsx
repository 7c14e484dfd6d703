import { Button } from '@mantine/core'
import { Link, useParams } from '@tanstack/react-router'
import { Problem } from '../../../shared/ask'
import { useWords } from '../../../shared/language'
import { Answer, Empty } from '../../../shared/states'
import { Builder } from './Builder'
import { useWorkflow } from './queries'
import * as words from './words'

/** One workflow: its steps, who is where in them, and what can be done with it. */
export function WorkflowPage() {
  const w = useWords(words)
  const { id } = useParams({ strict: false }) as { id: string }
  const workflow = useWorkflow(id)
  if (workflow.error instanceof Problem && [404, 422].includes(workflow.error.status))
    return <Empty title={w.unknown}>{w.unknownDo}<br /><Button component={Link} to={'/workflows' as string} mt="md" variant="default">{w.back}</Button></Empty>
  return <Answer query={workflow}>{(is) => <Builder key={is.id} is={is} />}</Answer>
}
