import { Button, CopyButton, Modal, Stack, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { Foot } from '../../../shared/Foot'
import { useWords } from '../../../shared/language'
import { Wrong } from '../../../shared/states'
import { KitSelect } from './KitSelect'
import { useLink } from './queries'
import * as words from './words'

/** Makes the address by which one customer shares, to be handed to them. */
export function LinkFor({ person, name, close }: { person: string; name: string; close: () => void }) {
  const w = useWords(words)
  const [kit, choose] = useState<string | null>(null)
  const make = useLink()
  const link = make.data?.link
  return (
    <Modal opened onClose={close} title={<b>{w.link}</b>}>
      <Stack>
        <Text size="sm">{w.linkAbout(name)}</Text>
        <KitSelect value={kit} choose={(id) => { choose(id); make.reset() }} />
        {link && <TextInput label={w.linkOf} value={link} readOnly onFocus={(e) => e.currentTarget.select()} />}
        {make.error != null && <Wrong error={make.error} />}
        <Foot close={close}>
          {link
            ? <CopyButton value={link}>{({ copied, copy }) => <Button onClick={copy}>{copied ? w.copied : w.copy}</Button>}</CopyButton>
            : <Button disabled={!kit} loading={make.isPending} onClick={() => make.mutate({ path: { id: kit! }, body: { person } })}>{w.make}</Button>}
        </Foot>
      </Stack>
    </Modal>
  )
}
