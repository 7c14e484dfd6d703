import { Button, Modal, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { PersonAnswer } from '../../../shared/client'
import { Foot } from '../../../shared/Foot'
import { useWords } from '../../../shared/language'
import { Loading, Wrong } from '../../../shared/states'
import { useUnmerge } from './queries'
import * as words from './words'

/** Undoes the last merge by hand into a person, after saying what that means. */
export function UnmergeDialog({ person, close }: { person: PersonAnswer; close: () => void }) {
  const w = useWords(words)
  const unmerge = useUnmerge()
  const apart = unmerge.data?.person
  return (
    <Modal opened onClose={close} title={<b>{w.unmerge.title}</b>}>
      {apart ? (
        <>
          <Text>{w.unmerge.done}</Text>
          <Button mt="md" component={Link} to="/people/$id" params={{ id: apart } as never} onClick={close}>{w.unmerge.see}</Button>
        </>
      ) : (
        <>
          <Text size="sm">{w.unmerge.text(person.name ?? w.person.nameless)}</Text>
          {unmerge.error && <Wrong error={unmerge.error} />}
          {unmerge.isPending ? <Loading progress={unmerge.progress} height={90} /> : (
            <Foot close={close}>
              <Button onClick={() => unmerge.mutate({ path: { id: person.id } })}>{w.unmerge.do}</Button>
            </Foot>
          )}
        </>
      )}
    </Modal>
  )
}
