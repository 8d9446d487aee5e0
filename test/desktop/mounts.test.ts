import { describe, expect, test } from 'vitest';
import { mountsIn, whyFleeting } from '../../src/desktop/mounts.ts';

/** Ordinary Debian; the comments of proc_pid_mountinfo(5) say what stands where. */
const DEBIAN = `24 30 0:22 / /proc rw,nosuid - proc proc rw
25 30 0:23 / /run rw,nosuid,nodev shared:5 - tmpfs tmpfs rw,size=800000k,mode=755
30 1 254:1 / / rw,relatime shared:1 - ext4 /dev/vda1 rw,errors=remount-ro
31 30 0:26 / /dev/shm rw shared:4 master:2 propagate_from:3 - tmpfs tmpfs rw
40 30 254:2 / /home rw - btrfs /dev/vda2 rw,space_cache
41 25 0:40 / /run/user/1000 rw - tmpfs tmpfs rw,mode=700
42 40 0:41 / /home/guest rw - tmpfs none rw
43 30 1:0 / /mnt/ram\\040disk rw - ext4 /dev/ram0 rw
44 30 252:0 / /mnt/compressed rw - ext4 /dev/zram1 rw
45 30 0:50 / /mnt/old rw - ramfs ramfs rw
46 30 0:51 / /mnt/hidden rw - tmpfs tmpfs rw
47 46 254:3 / /mnt/hidden rw - xfs /dev/vda3 rw
48 30 254:1 /var/tmp/systemd-private-1f2e-cups.service-x1/tmp /var/tmp rw - ext4 /dev/vda1 rw
49 30 0:60 / /net rw - nfs4 server:/export rw
this line is nothing`;

/** A system that runs from a medium and writes into the memory. */
const LIVE = `20 1 0:20 / /run rw - tmpfs tmpfs rw
21 20 0:21 / /run/live/overlay rw - tmpfs tmpfs rw
22 1 0:22 / / rw - overlay overlay rw,lowerdir=/run/live/rootfs,upperdir=/run/live/overlay/rw,workdir=/run/live/overlay/work
23 1 8:1 / /media/stick rw - ext4 /dev/sda1 rw`;

/** A container: its own layer, as the host sees it, a volume, and a folder in the memory. */
const CONTAINER = `300 200 0:90 / / rw - overlay overlay rw,lowerdir=/var/lib/docker/overlay2/l/A,upperdir=/var/lib/docker/overlay2/B/diff,workdir=/x
301 300 254:1 /volumes/certs /data rw - ext4 /dev/vda1 rw
302 300 0:91 / /tmp rw - tmpfs tmpfs rw`;

describe('a folder is gone with the session or the next start', () => {
  test.each([
    ['on a disk', DEBIAN, '/home/hanako/.local/share/cert-tool/store', false],
    ['on the system’s disk', DEBIAN, '/opt/cert-tool', false],
    ['in the memory', DEBIAN, '/dev/shm/store', true],
    ['at the very mount point', DEBIAN, '/dev/shm', true],
    ['beside a mount point of the same beginning', DEBIAN, '/dev/shmoo', false],
    ['in the session’s own folder', DEBIAN, '/run/user/1000/store', true],
    ['in the home of a guest', DEBIAN, '/home/guest/.local/share', true],
    ['on a disk in the memory', DEBIAN, '/mnt/ram disk/store', true],
    ['on a compressed disk in the memory', DEBIAN, '/mnt/compressed/store', true],
    ['in ramfs', DEBIAN, '/mnt/old/store', true],
    ['where a disk hides what is in the memory', DEBIAN, '/mnt/hidden/store', false],
    ['in a temporary folder of a service', DEBIAN, '/var/tmp/store', true],
    ['on a server', DEBIAN, '/net/hanako', false],
    ['of a live system', LIVE, '/home/user/.local/share', true],
    ['on a stick beside a live system', LIVE, '/media/stick/store', false],
    ['in a container, which nothing tells from a disk', CONTAINER, '/root/.local/share', false],
    ['on a volume of a container', CONTAINER, '/data/store', false],
    ['in the memory of a container', CONTAINER, '/tmp/store', true],
    ['where nothing is known', '', '/home/hanako', false],
  ])('%s', (_, text, path, fleeting) => {
    expect(whyFleeting(path, mountsIn(text)) !== undefined).toBe(fleeting);
  });

  test('and it is said what was found', () => {
    expect(whyFleeting('/mnt/ram disk/x', mountsIn(DEBIAN))?.en).toContain('/mnt/ram disk');
    expect(whyFleeting('/dev/shm/x', mountsIn(DEBIAN))?.ja).toContain('/dev/shm はメモリ上にあり(tmpfs)');
  });
});
