import { Alert, Button, Modal, SegmentedControl, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { Foot } from '../../../shared/Foot'
import { useLanguage, useWords } from '../../../shared/language'
import { RecordSelect } from '../../../shared/record/RecordSelect'
import { Wrong } from '../../../shared/states'
import { useTestTemplate } from './queries'
import * as words from './words'

/** Sends what is written to oneself. */
export function TestDialog({ id, close }: { id: string; close: () => void }) {
  const w = useWords(words)
  const [language, setLanguage] = useState<'vi' | 'en'>(useLanguage().language)
  const [person, setPerson] = useState<{ id: string; name: string } | null>(null)
  const test = useTestTemplate()
  const send = () => test.mutate({ path: { id }, body: { language, ...(person && { person: person.id }) } })
  return (
    <Modal opened onClose={close} title={<b>{w.test}</b>}>
      <Stack>
        <Text size="sm">{w.testAbout}</Text>
        <SegmentedControl aria-label={w.language} value={language} onChange={(v) => setLanguage(v as 'vi')} data={(['vi', 'en'] as const).map((l) => ({ value: l, label: w.languages[l] }))} />
        <RecordSelect type="people" label={w.as} placeholder={w.somebody} value={person} onChange={setPerson} />
        {test.error && <Wrong error={test.error} />}
        {test.data && <Alert color="green" variant="light" role="status">{w.testSent(test.data.to)}</Alert>}
        <Foot close={close}><Button loading={test.isPending} onClick={send}>{w.send}</Button></Foot>
      </Stack>
    </Modal>
  )
}
