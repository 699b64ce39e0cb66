/** Things of one kind by id, in the order they came. */
export class Collection<Item extends { id: string }> {
  readonly #items = new Map<string, Item>();

  insert(item: Item): Item {
    this.#items.set(item.id, item);
    return item;
  }

  find(id: string): Item | undefined {
    return this.#items.get(id);
  }

  remove(id: string): void {
    this.#items.delete(id);
  }

  all(): Item[] {
    return [...this.#items.values()];
  }

  newestFirst(): Item[] {
    return this.all().reverse();
  }

  replaceAll(items: readonly Item[]): void {
    this.#items.clear();
    for (const item of items) this.insert(item);
  }
}
