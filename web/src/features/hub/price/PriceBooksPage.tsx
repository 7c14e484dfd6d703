import { Button, Modal, Text, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { Card } from '../../../shared/Card'
import { type PriceBook, priceBookAdd, priceBookList, priceBookSet } from '../../../shared/client'
import { Foot } from '../../../shared/Foot'
import { useWords } from '../../../shared/language'
import { useChange, useRecords } from '../../../shared/queries'
import { useMay, useSession } from '../../../shared/session'
import { Answer, Wrong } from '../../../shared/states'
import { keyOf } from './keyOf'
import styles from './price.module.css'
import * as words from './words'

const refreshes = { refreshes: ['price-books'] }

/** The price books there are; what a product costs by each stands on the product's page. */
export function PriceBooksPage() {
  const w = useWords(words)
  const may = useMay()('products:update')
  const query = useRecords('price-books', priceBookList, undefined)
  const set = useChange(priceBookSet, refreshes)
  const [form, open] = useState<PriceBook | 'new'>()
  return (
    <Card title={w.title} lead={w.lead} actions={may && <Button size="sm" onClick={() => open('new')}>{w.add}</Button>}>
      {set.error != null && <Wrong error={set.error} />}
      <Answer query={query}>
        {({ books }) => books.length ? (
          <ul className={styles.list}>
            {books.map((b) => (
              <li key={b.key} data-archived={b.archived || undefined}>
                <div className={styles.name}><Text size="sm" fw={500}>{b.name} <code>{b.key}</code></Text><Text size="xs" c="dimmed">{b.currency}{b.archived && ` · ${w.archived}`}</Text></div>
                {may && <Button size="compact-xs" variant="subtle" onClick={() => open(b)}>{w.rename}</Button>}
                {may && <Button size="compact-xs" variant="subtle" color="gray" onClick={() => set.mutate({ path: { key: b.key }, body: { archived: !b.archived } })}>{b.archived ? w.unarchive : w.archive}</Button>}
              </li>
            ))}
          </ul>
        ) : <Text size="sm" c="dimmed">{w.none}</Text>}
      </Answer>
      {form && <BookForm key={form === 'new' ? 'new' : form.key} book={form === 'new' ? undefined : form} close={() => open(undefined)} />}
    </Card>
  )
}

function BookForm({ book, close }: { book?: PriceBook; close: () => void }) {
  const w = useWords(words)
  const own = useSession()?.workspace?.currency ?? 'VND'
  const add = useChange(priceBookAdd, refreshes)
  const set = useChange(priceBookSet, refreshes)
  const [name, call] = useState(book?.name ?? '')
  const [currency, pay] = useState(book?.currency ?? own)
  const save = (e: FormEvent) => {
    e.preventDefault()
    if (!name.trim()) return
    const done = { onSuccess: close }
    if (book) set.mutate({ path: { key: book.key }, body: { name: name.trim() } }, done)
    else add.mutate({ body: { key: keyOf(name), name: name.trim(), currency } }, done)
  }
  const error = add.error ?? set.error
  return (
    <Modal opened onClose={close} title={<b>{book ? w.rename : w.add}</b>}>
      <form onSubmit={save}>
        <TextInput label={w.name} placeholder={w.nameHint} value={name} maxLength={200} onChange={(e) => call(e.currentTarget.value)} data-autofocus />
        {!book && <TextInput mt="sm" label={w.currency} value={currency} maxLength={3} onChange={(e) => pay(e.currentTarget.value.toUpperCase())} />}
        {error != null && <Wrong error={error} />}
        <Foot close={close}>
          <Button type="submit" loading={add.isPending || set.isPending} disabled={!name.trim()}>{w.save}</Button>
        </Foot>
      </form>
    </Modal>
  )
}
