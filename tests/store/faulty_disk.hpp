// SPDX-License-Identifier: MIT
// A disk between SQLite and the real one that fails at a chosen write, once or for good.
#pragma once

namespace feedherald::store {

class FaultyDisk {
  public:
    /** From here on every database that is opened lies on it. */
    FaultyDisk();
    ~FaultyDisk();
    FaultyDisk(FaultyDisk const&) = delete;
    FaultyDisk& operator=(FaultyDisk const&) = delete;

    /** The n-th write, sync, truncation or deletion from now (1 = the next) fails with a full disk. */
    void fail_at(int operation);
    /** That one and all later ones fail: what was written before is what a power cut leaves. */
    void die_at(int operation);
    void heal();
    /** True once a fault has happened since the last of these calls. */
    [[nodiscard]] bool has_failed() const;
};

}  // namespace feedherald::store
