// SPDX-License-Identifier: MIT
#include "store/faulty_disk.hpp"

#include <cstring>

#include <sqlite3.h>

namespace feedherald::store {

namespace {

struct Plan {
    int countdown = 0;  // 0: no fault
    bool for_good = false;
    bool failed = false;
};
Plan plan;

bool fails_now() {
    if (plan.failed && plan.for_good) return true;
    if (plan.countdown == 0 || --plan.countdown > 0) return false;
    plan.failed = true;
    return true;
}

sqlite3_vfs* real_disk = nullptr;

struct File {
    sqlite3_file base;
    sqlite3_file* real;
};

sqlite3_file* real(sqlite3_file* file) {
    return reinterpret_cast<File*>(file)->real;
}

int close(sqlite3_file* file) {
    auto const code = real(file)->pMethods->xClose(real(file));
    sqlite3_free(real(file));
    return code;
}
int read(sqlite3_file* file, void* to, int amount, sqlite3_int64 at) {
    return real(file)->pMethods->xRead(real(file), to, amount, at);
}
int write(sqlite3_file* file, void const* from, int amount, sqlite3_int64 at) {
    return fails_now() ? SQLITE_FULL : real(file)->pMethods->xWrite(real(file), from, amount, at);
}
int truncate(sqlite3_file* file, sqlite3_int64 size) {
    return fails_now() ? SQLITE_IOERR_TRUNCATE : real(file)->pMethods->xTruncate(real(file), size);
}
int sync(sqlite3_file*, int) {
    return fails_now() ? SQLITE_IOERR_FSYNC : SQLITE_OK;
}
int file_size(sqlite3_file* file, sqlite3_int64* size) {
    return real(file)->pMethods->xFileSize(real(file), size);
}
int lock(sqlite3_file* file, int level) {
    return real(file)->pMethods->xLock(real(file), level);
}
int unlock(sqlite3_file* file, int level) {
    return real(file)->pMethods->xUnlock(real(file), level);
}
int check_lock(sqlite3_file* file, int* is_locked) {
    return real(file)->pMethods->xCheckReservedLock(real(file), is_locked);
}
int control(sqlite3_file* file, int operation, void* argument) {
    return real(file)->pMethods->xFileControl(real(file), operation, argument);
}
int sector_size(sqlite3_file* file) {
    return real(file)->pMethods->xSectorSize(real(file));
}
int characteristics(sqlite3_file* file) {
    return real(file)->pMethods->xDeviceCharacteristics(real(file));
}
int shm_map(sqlite3_file* file, int page, int size, int extend, void volatile** at) {
    return real(file)->pMethods->xShmMap(real(file), page, size, extend, at);
}
int shm_lock(sqlite3_file* file, int offset, int count, int flags) {
    return real(file)->pMethods->xShmLock(real(file), offset, count, flags);
}
void shm_barrier(sqlite3_file* file) {
    real(file)->pMethods->xShmBarrier(real(file));
}
int shm_unmap(sqlite3_file* file, int remove) {
    return real(file)->pMethods->xShmUnmap(real(file), remove);
}

constexpr sqlite3_io_methods methods{
    2,         close,      read,    write,       truncate,        sync,    file_size, lock,
    unlock,    check_lock, control, sector_size, characteristics, shm_map, shm_lock,  shm_barrier,
    shm_unmap, nullptr,    nullptr};

int open(sqlite3_vfs*, char const* name, sqlite3_file* file, int flags, int* out_flags) {
    auto* wrapper = reinterpret_cast<File*>(file);
    wrapper->base.pMethods = nullptr;
    wrapper->real = static_cast<sqlite3_file*>(sqlite3_malloc(real_disk->szOsFile));
    std::memset(wrapper->real, 0, static_cast<std::size_t>(real_disk->szOsFile));
    auto const code = real_disk->xOpen(real_disk, name, wrapper->real, flags, out_flags);
    if (code == SQLITE_OK)
        wrapper->base.pMethods = &methods;
    else
        sqlite3_free(wrapper->real);
    return code;
}

int remove(sqlite3_vfs*, char const* name, int sync_directory) {
    return fails_now() ? SQLITE_IOERR_DELETE : real_disk->xDelete(real_disk, name, sync_directory);
}

sqlite3_vfs faulty;

}  // namespace

FaultyDisk::FaultyDisk() {
    plan = {};
    if (real_disk == nullptr) real_disk = sqlite3_vfs_find(nullptr);
    faulty = *real_disk;
    faulty.pNext = nullptr;
    faulty.zName = "faulty";
    faulty.szOsFile = sizeof(File);
    faulty.xOpen = open;
    faulty.xDelete = remove;
    sqlite3_vfs_register(&faulty, 1);
}

FaultyDisk::~FaultyDisk() {
    sqlite3_vfs_unregister(&faulty);
    sqlite3_vfs_register(real_disk, 1);
}

void FaultyDisk::fail_at(int operation) {
    plan = {operation, false, false};
}

void FaultyDisk::die_at(int operation) {
    plan = {operation, true, false};
}

void FaultyDisk::heal() {
    plan = {};
}

bool FaultyDisk::has_failed() const {
    return plan.failed;
}

}  // namespace feedherald::store
