import { Button } from '@mantine/core'
import { useState } from 'react'
import type { WorkflowDetail } from '../../../shared/client'
import { Confirm } from '../../../shared/Confirm'
import { useWords } from '../../../shared/language'
import { usePublish } from './queries'
import * as words from './words'

/** Lets people enter what is written, after it was kept. */
export function PublishButton({ is, fit, needed, save, done }: { is: WorkflowDetail; fit: boolean; needed: boolean; save: () => Promise<number>; done: (now: WorkflowDetail) => void }) {
  const w = useWords(words)
  const [asking, ask] = useState(false)
  const publish = usePublish()
  const go = async () => {
    const edition = await save()
    done(await publish.mutateAsync({ path: { id: is.id }, body: { edition } }))
    ask(false)
  }
  return (
    <>
      <Button size="xs" disabled={!fit || !needed} onClick={() => ask(true)}>{w.publish}</Button>
      {asking && <Confirm title={w.publishSure} action={w.publish} change={publish} close={() => ask(false)} go={() => void go().catch(() => undefined)}>{w.publishAbout}</Confirm>}
    </>
  )
}
