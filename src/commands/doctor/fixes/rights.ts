import { hasFound, type Offers } from './fix.ts';

/** Folders and keys that others can read or change. */
export const rightsFixes: Offers = async (fixing) => {
  const { ui, ownData } = fixing.deps;
  const ids = ['data-folder', 'key-signs'];
  const found = ids.find((id) => hasFound(fixing, id, 'store-unsafe'));
  if (found === undefined) return [];
  const act = async () => {
    await ownData.mendRights();
  };
  return [{ check: found, question: ui.text('doctor.fix.rights'), act }];
};
