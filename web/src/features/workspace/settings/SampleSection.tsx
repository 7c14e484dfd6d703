import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useState } from 'react'
import { Card } from '../../../shared/Card'
import { Confirm } from '../../../shared/Confirm'
import { useWords } from '../../../shared/language'
import { useMay } from '../../../shared/session'
import { useRemoveSample } from './queries'
import * as words from './words'

/** Takes the sample company away. */
export function SampleSection() {
  const w = useWords(words)
  const remove = useRemoveSample()
  const [asking, ask] = useState(false)
  if (!useMay()('imports:write')) return null
  const go = () => remove.mutate({}, {
    onSuccess: () => {
      notifications.show({ message: w.sample.removed })
      ask(false)
    },
  })
  return (
    <Card title={w.sample.title} lead={w.sample.text}>
      <Button variant="default" mt="sm" onClick={() => ask(true)}>{w.sample.remove}</Button>
      {asking && <Confirm grave title={w.sample.confirm} action={w.sample.remove} go={go} close={() => ask(false)} change={remove}>{w.sample.text}</Confirm>}
    </Card>
  )
}
