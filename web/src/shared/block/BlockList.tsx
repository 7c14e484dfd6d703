import { Button, Menu } from '@mantine/core'
import { type DragEvent, type ReactNode, useRef, useState } from 'react'
import type { ContentBlock as Block } from '../client'
import { Icon } from '../Icon'
import { useLanguage, useWords } from '../language'
import { moved } from '../moved'
import { BlockFields } from './BlockFields'
import { gist, type Kind, newBlock } from './blocks'
import styles from './block.module.css'
import * as words from './words'

/** Draws what a block needs beyond its texts, where whoever uses the list knows more of it than this does. */
export type More = (block: Block, put: (change: Partial<Block>) => void) => ReactNode

interface Props {
  blocks: Block[]
  /** What can be added. */
  kinds: readonly Kind[]
  /** Names that a message can ask for. */
  variables?: string[]
  disabled: boolean
  more?: More
  onChange: (blocks: Block[]) => void
}

/** Blocks in their order: opened to be changed, moved by dragging, or by Alt and the arrows. */
export function BlockList({ blocks, kinds, variables, disabled, more, onChange }: Props) {
  const w = useWords(words)
  const [open, setOpen] = useState<number>()
  const [dragged, drag] = useState<number>()
  const list = useRef<HTMLOListElement>(null)
  const move = (from: number, to: number) => {
    const next = moved(blocks, from, to)
    if (next === blocks) return
    onChange(next)
    setOpen((at) => (at === from ? to : undefined))
    requestAnimationFrame(() => list.current?.querySelectorAll<HTMLElement>('[data-handle]')[to]?.focus())
  }
  const add = (kind: Kind) => {
    const at = blocks.at(-1)?.kind === 'footer' && kind !== 'footer' ? blocks.length - 1 : blocks.length
    onChange([...blocks.slice(0, at), newBlock(kind), ...blocks.slice(at)])
    setOpen(at)
  }
  return (
    <section className={styles.blocks} aria-label={w.blocks}>
      <ol ref={list}>
        {blocks.map((b, i) => (
          <Row key={i} block={b} at={i} last={i === blocks.length - 1} open={open === i} disabled={disabled} variables={variables} kinds={kinds} more={more} over={dragged !== undefined && dragged !== i}
            toggle={() => setOpen(open === i ? undefined : i)} move={(to) => move(i, to)} drag={() => drag(i)}
            drop={() => { if (dragged !== undefined) move(dragged, i); drag(undefined) }} end={() => drag(undefined)}
            onChange={(block) => onChange(blocks.map((old, k) => (k === i ? block : old)))}
            remove={() => { onChange(blocks.filter((_, k) => k !== i)); setOpen(undefined) }} />
        ))}
      </ol>
      {!disabled && <AddBlock add={add} kinds={kinds} />}
    </section>
  )
}

/** Chooses a kind of block to add. */
export function AddBlock({ add, kinds }: { add: (kind: Kind) => void; kinds: readonly Kind[] }) {
  const w = useWords(words)
  return (
    <Menu position="bottom-start">
      <Menu.Target><Button size="xs" variant="default" leftSection={<Icon name="add" size={16} />}>{w.addBlock}</Button></Menu.Target>
      <Menu.Dropdown>{kinds.map((k) => <Menu.Item key={k} onClick={() => add(k)}>{w.kinds[k]}</Menu.Item>)}</Menu.Dropdown>
    </Menu>
  )
}

interface RowProps {
  block: Block
  at: number
  last: boolean
  open: boolean
  over: boolean
  disabled: boolean
  kinds: readonly Kind[]
  variables: string[] | undefined
  more: More | undefined
  toggle: () => void
  move: (to: number) => void
  drag: () => void
  drop: () => void
  end: () => void
  onChange: (block: Block) => void
  remove: () => void
}

function Row({ block, at, last, open, over, disabled, kinds, variables, more, toggle, move, drag, drop, end, onChange, remove }: RowProps) {
  const w = useWords(words)
  const { language } = useLanguage()
  const name = w.kinds[block.kind as Kind] ?? block.kind
  const allow = (e: DragEvent) => over && e.preventDefault()
  return (
    <li className="card" data-block={at} data-over={over || undefined} onDragOver={allow} onDrop={drop}>
      <div className={styles.row}>
        {!disabled && (
          <button type="button" data-handle className={styles.handle} draggable onDragStart={drag} onDragEnd={end} aria-label={w.move(name, at + 1)} title={w.moveHint}
            onKeyDown={(e) => { if (e.key === 'ArrowUp' || e.key === 'ArrowDown') { e.preventDefault(); move(at + (e.key === 'ArrowUp' ? -1 : 1)) } }}><Icon name="grip" size={16} /></button>
        )}
        <button type="button" className={styles.open} aria-expanded={open} onClick={toggle}><b>{name}</b><span title={gist(block, language)}>{gist(block, language)}</span></button>
        {!disabled && (
          <span className={styles.moves}>
            <button type="button" aria-label={w.up(name)} disabled={at === 0} onClick={() => move(at - 1)}><Icon name="up" size={16} /></button>
            <button type="button" aria-label={w.down(name)} disabled={last} onClick={() => move(at + 1)}><Icon name="down" size={16} /></button>
            <button type="button" aria-label={w.removeBlock(name)} onClick={remove}>×</button>
          </span>
        )}
      </div>
      {open && <div className={styles.fields}><BlockFields block={block} kinds={kinds} variables={variables} disabled={disabled} more={more} onChange={onChange} /></div>}
    </li>
  )
}
