import { Button, Modal, Text } from '@mantine/core'
import { useClipboard } from '@mantine/hooks'
import { useEffect } from 'react'
import { useFormat } from '../../../shared/format'
import { useWords } from '../../../shared/language'
import { Loading, Wrong } from '../../../shared/states'
import { useLinkPage } from './queries'
import * as words from './words'

/** An address by which whoever has it sees the draft. */
export function DraftLink({ id, close }: { id: string; close: () => void }) {
  const w = useWords(words)
  const f = useFormat()
  const { copy, copied } = useClipboard()
  const { mutate, data, error } = useLinkPage()
  useEffect(() => mutate({ path: { id } }), [id, mutate])
  return (
    <Modal opened onClose={close} title={<b>{w.link}</b>}>
      {error ? <Wrong error={error} /> : !data ? <Loading height={80} /> : (
        <>
          <Text size="sm" mb="sm">{w.linkAbout(f.instant(data.until))}</Text>
          <pre tabIndex={0} style={{ overflowX: 'auto', margin: '0 0 8px', padding: 10, border: '1px solid var(--line)', borderRadius: 8, fontSize: '0.8125rem' }}>{data.url}</pre>
          <Button size="compact-sm" variant="default" onClick={() => copy(data.url)} aria-live="polite">{copied ? w.copied : w.copy}</Button>
        </>
      )}
    </Modal>
  )
}
