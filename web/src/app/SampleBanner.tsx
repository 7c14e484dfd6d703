import { Button, Group, Modal, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { notifications } from '@mantine/notifications'
import { sampleRemove } from '../shared/client'
import { useWords } from '../shared/language'
import { useRemoval } from '../shared/queries'
import { useMay } from '../shared/session'
import { Loading, Wrong } from '../shared/states'
import * as words from './words'

/** Says on every screen that the figures are a made-up company's, and takes it away. */
export function SampleBanner() {
  const w = useWords(words)
  const may = useMay()
  const [asking, { open, close }] = useDisclosure()
  const remove = useRemoval(sampleRemove, { refreshes: ['session', 'readouts'] })
  const go = () =>
    remove.mutate({}, {
      onSuccess: () => {
        close()
        notifications.show({ message: w.sampleGone })
      },
    })
  return (
    <section className="sample-banner" aria-label={w.sample}>
      <div>
        <span>{w.sampleAbout}</span>
        {may('sample:write') && <Button size="compact-xs" variant="default" onClick={open}>{w.sampleRemove}</Button>}
      </div>
      <Modal opened={asking} onClose={close} title={w.sampleSure}>
        <Text size="sm">{w.sampleSureAbout}</Text>
        {remove.isPending && <Loading progress={remove.progress} height={80} />}
        {remove.error && <Wrong error={remove.error} />}
        <Group justify="flex-end" mt="md">
          <Button variant="default" onClick={close}>{w.keep}</Button>
          <Button color="red" onClick={go} loading={remove.isPending}>{w.sampleRemove}</Button>
        </Group>
      </Modal>
    </section>
  )
}
