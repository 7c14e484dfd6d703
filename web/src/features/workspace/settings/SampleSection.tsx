import { Button, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useState } from 'react'
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
    <section className="card">
      <h2>{w.sample.title}</h2>
      <Text size="sm" c="dimmed">{w.sample.text}</Text>
      <Button variant="default" mt="sm" onClick={() => ask(true)}>{w.sample.remove}</Button>
      {asking && <Confirm grave title={w.sample.confirm} action={w.sample.remove} go={go} close={() => ask(false)} change={remove}>{w.sample.text}</Confirm>}
    </section>
  )
}
